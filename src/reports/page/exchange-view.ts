import { counted } from "../../counted.ts";
import type { Exchange } from "../../http/exchange.ts";
import { pointerSegments } from "../../json/pointer.ts";
import type { Marks } from "../body-lines.ts";
import type { ReportedCounterexample } from "../report.ts";
import { bodyView } from "./body.ts";
import { type Html, html } from "./html.ts";

/** Exchanges of one failure that are shown before the rest is counted. */
const MAX_SHOWN = 24;

/** The requests of a failure in their order: those that show it are open, what set them up is collapsed and counted. */
export function exchangeTimeline(it: ReportedCounterexample, judged: "provider" | "consumer"): Html {
  const shown = new Set(it.shownBy);
  const groups: { isShown: boolean; indices: number[] }[] = [];
  for (const index of it.exchanges.keys()) {
    const isShown = shown.has(index);
    const last = groups.at(-1);
    if (last?.isShown === isShown) last.indices.push(index);
    else groups.push({ isShown, indices: [index] });
  }
  const fromMs = it.exchanges[0]?.startedMs ?? 0;
  const one = (index: number) => exchangeItem(it, index, fromMs, judged);
  return html`<ol class="timeline">${groups.map(({ isShown, indices }) =>
    isShown
      ? [
          indices.slice(0, MAX_SHOWN).map(one),
          indices.length > MAX_SHOWN
            ? html`<li class="rest">and ${counted(indices.length - MAX_SHOWN, "more request")}</li>`
            : undefined,
        ]
      : html`<li class="setup"><details><summary>${counted(indices.length, "request")} ${setUpWords(it, indices)}</summary><ol class="timeline">${indices
          .slice(0, MAX_SHOWN)
          .map(one)}</ol></details></li>`,
  )}</ol>`;
}

function setUpWords({ shownBy }: ReportedCounterexample, indices: readonly number[]): string {
  if (indices[0]! < (shownBy[0] ?? 0)) return "to set it up";
  return indices[0]! < (shownBy.at(-1) ?? 0) ? "in between" : "afterwards";
}

function exchangeItem(
  it: ReportedCounterexample,
  index: number,
  fromMs: number,
  judged: "provider" | "consumer",
): Html {
  const exchange = it.exchanges[index]!;
  const isLast = it.shownBy.at(-1) === index;
  const marks =
    it.difference === undefined ? {} : { name: pointerSegments(it.difference.pointer).at(-1) ?? "" };
  const answer: Marks = isLast && it.difference !== undefined ? { difference: it.difference } : marks;
  return html`<li class="exchange${isLast ? " violation" : ""}">
${exchangeHead(exchange, exchange.startedMs - fromMs, isLast && judged === "consumer" ? "This request breaks the rule" : undefined)}
${bodyView(exchange.request.body, marks)}
${answerView(exchange, answer, isLast && judged === "provider" && it.received === undefined ? "This answer breaks the rule" : undefined)}
</li>`;
}

function exchangeHead({ request, credential, purpose }: Exchange, afterMs: number, note?: string): Html {
  const remarks = [
    ...(credential === "valid" ? [] : [`key: ${credential}`]),
    ...(purpose === "step" ? [] : [purpose === "alone" ? "alone" : purpose]),
  ];
  return html`<p class="line"><span class="method">${request.method}</span> <code class="path">${request.path}</code>${remarks.map(
    (remark) => html` <span class="remark">${remark}</span>`,
  )}${noteView(note)} <span class="when">+${msOf(afterMs)}</span></p>`;
}

function answerView({ response, error, startedMs, endedMs }: Exchange, marks: Marks, remark?: string): Html {
  const took = html`<span class="when">${msOf(endedMs - startedMs)}</span>`;
  const note = noteView(remark);
  if (response === undefined)
    return error === undefined
      ? html``
      : html`<p class="line answer"><span class="status s5">no answer</span> ${error.message}${note} ${took}</p>`;
  return html`<p class="line answer"><span class="status s${Math.floor(response.status / 100)}">${response.status}</span>${note} ${took}</p>
${bodyView(response.body, marks)}`;
}

function noteView(note: string | undefined): Html | undefined {
  return note === undefined ? undefined : html` <span class="verdict-note">${note}</span>`;
}

/** What reached the ticketing system, with what should not have got there marked. */
export function receivedView(received: readonly Exchange[], sent: readonly string[]): Html {
  return html`<h4>What the ticketing system received</h4>
<ol class="timeline">${received.map(
    ({ request }) =>
      html`<li class="exchange violation"><p class="line"><span class="method">${request.method}</span> <code class="path">${request.path}</code></p>${bodyView(request.body, { texts: sent })}</li>`,
  )}</ol>`;
}

/** Time as a person reads it. */
export function msOf(ms: number): string {
  return ms < 10
    ? `${ms.toFixed(1)} ms`
    : ms < 10_000
      ? `${Math.round(ms)} ms`
      : `${(ms / 1000).toFixed(1)} s`;
}
