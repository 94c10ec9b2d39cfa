import { counted } from "../../counted.ts";
import { type Exchange, jsonBody } from "../../http/exchange.ts";
import { entriesIn } from "../../send-message/contract/records.ts";
import { markedExchange } from "../marked-exchange.ts";
import type { Report, ReportedCounterexample } from "../report.ts";
import { bodyView } from "./body.ts";
import { type Html, html } from "./html.ts";

/** Exchanges of one failure that are shown before the rest is counted. */
const MAX_SHOWN = 24;
/** A shorter text is in too many others to be marked, in characters. */
const SHORTEST = 4;

/** The requests of a failure in their order: those that show it are open, what set them up is collapsed and counted. */
export function exchangeTimeline(it: ReportedCounterexample, judged: Report["subject"]["kind"]): Html {
  const shown = new Set(it.shownBy);
  const groups: number[][] = [];
  for (const index of it.exchanges.keys()) {
    const last = groups.at(-1);
    if (last !== undefined && shown.has(last[0]!) === shown.has(index)) last.push(index);
    else groups.push([index]);
  }
  return html`<ol class="timeline">${groups.map((indices) => {
    const items = indices.slice(0, MAX_SHOWN).map((index) => exchangeItem(it, index, judged));
    const more = indices.length - items.length;
    if (shown.has(indices[0]!))
      return html`${items}${more > 0 ? html`<li class="meta">and ${counted(more, "more request")}</li>` : undefined}`;
    return html`<li class="setup"><details><summary>${counted(indices.length, "request")} ${placeWords(it, indices[0]!)}</summary><ol class="timeline">${items}</ol></details></li>`;
  })}</ol>`;
}

function placeWords({ shownBy }: ReportedCounterexample, index: number): string {
  if (index < (shownBy[0] ?? 0)) return "to set it up";
  return index < (shownBy.at(-1) ?? 0) ? "in between" : "afterwards";
}

function exchangeItem(it: ReportedCounterexample, index: number, judged: Report["subject"]["kind"]): Html {
  const { exchange, request, answer, breaks } = markedExchange(it, index, judged);
  const { credential, purpose, response, error, startedMs, endedMs } = exchange;
  const note = breaks && html` <span class="note">This ${breaks} breaks the rule</span>`;
  const remarks = [
    ...(credential === "valid" ? [] : [`key: ${credential}`]),
    ...(purpose === "step" ? [] : [purpose]),
  ];
  const status =
    response === undefined
      ? html`<span class="status s5">no answer</span> ${error?.message}`
      : html`<span class="status s${Math.floor(response.status / 100)}">${response.status}</span>`;
  return html`<li${breaks && html` class="violation"`}>
<p class="line">${requestLine(exchange)}${remarks.map((remark) => html` <span class="remark">${remark}</span>`)}${breaks === "request" ? note : undefined} <span class="when">+${msOf(startedMs - it.exchanges[0]!.startedMs)}</span></p>
${bodyView(exchange.request.body, request)}
<p class="line answer">${status}${breaks === "answer" ? note : undefined} <span class="when">${msOf(endedMs - startedMs)}</span></p>
${bodyView(response?.body, answer)}
</li>`;
}

function requestLine({ request }: Exchange): Html {
  return html`<b class="method">${request.method}</b> <code>${request.path}</code>`;
}

/** What reached the ticketing system, with what should not have got there marked. */
export function receivedView(it: ReportedCounterexample): Html {
  const sent = it.shownBy.flatMap((index) => entriesIn(jsonBody(it.exchanges[index]?.request), "session"));
  // Names, and values as they stand in JSON.
  const texts = sent.flat().map(String);
  const marks = { texts: texts.filter((text) => text.length >= SHORTEST) };
  return html`<h4>What the ticketing system received</h4>
<ol class="timeline">${it.received?.map(
    (exchange) =>
      html`<li class="violation"><p class="line">${requestLine(exchange)}</p>${bodyView(exchange.request.body, marks)}</li>`,
  )}</ol>`;
}

/** Time as a person reads it. */
export function msOf(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
