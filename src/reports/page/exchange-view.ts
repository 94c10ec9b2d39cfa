import { counted } from "../../counted.ts";
import { type Exchange, jsonBody, type RecordedBody } from "../../http/exchange.ts";
import { entriesIn } from "../../send-message/contract/records.ts";
import { type BodyLine, bodyLines, type Marks } from "../body-lines.ts";
import { markedExchange } from "../marked-exchange.ts";
import { cut } from "../plain.ts";
import { keysIn, type RaceCall, raceCalls } from "../race.ts";
import type { Report, ReportedCounterexample } from "../report.ts";
import { type Html, html } from "./html.ts";

/** Exchanges of one failure that are shown before the rest is counted. */
const MAX_SHOWN = 24;
/** A shorter text is in too many others to be marked, in characters. */
const SHORTEST = 4;

/** Characters of a body that is no JSON and of one value, and lines of one body, that are shown. */
const MAX_TEXT = 1500;
const MAX_VALUE = 240;
const MAX_LINES = 48;

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

/** A body, laid out if it is JSON, with what is wrong in it marked like a difference: what should be there, and what is. */
export function bodyView(body: RecordedBody | undefined, marks: Marks = {}): Html | undefined {
  if (body === undefined) return undefined;
  const lines = body.encoding === "utf8" ? bodyLines(body.data, marks) : undefined;
  if (lines === undefined)
    return html`<pre class="body" tabindex="0">${body.encoding === "base64" ? "base64: " : ""}${cut(body.data, MAX_TEXT)}</pre>`;
  const isWrong = ({ mark }: BodyLine) => mark !== undefined && mark !== "named";
  const kept = lines.filter((line, index) => index < MAX_LINES || isWrong(line));
  const more = lines.length - kept.length;
  return html`<pre class="body" tabindex="0">${kept.map(lineView)}${more > 0 ? html`<span class="meta">… ${more} more lines</span>` : undefined}</pre>`;
}

function lineView({ depth, text, name, mark, remark }: BodyLine): Html {
  const indent = "  ".repeat(Math.min(depth, 12));
  const inner = html`${name && html`<b>${cut(name, MAX_VALUE)}</b>: `}${cut(text, MAX_VALUE)}`;
  if (mark === undefined) return html`${indent}${inner}\n`;
  if (mark === "named") return html`${indent}<mark>${inner}</mark>\n`;
  return html`<span class="${mark}">${indent}${inner}<em>${remark}</em></span>\n`;
}

/** The calls of a race as bars on one clock, with the write that was lost marked; nothing if nothing was sent together. */
export function raceChart(it: ReportedCounterexample): Html | undefined {
  const calls = raceCalls(it);
  if (calls.length === 0) return undefined;
  return html`<figure><figcaption>Who was under way when. Each bar is one request, on one clock.</figcaption>
<ol class="race">${calls.map((call) => {
    const { exchange, kind, fromMs, toMs, from, to } = call;
    const place = `margin-left: ${percent(from)}; width: ${percent(to - from)}`;
    const status = exchange.response?.status ?? "no answer";
    return html`<li><span>${callName(call, it.tag)}</span><span class="bar ${kind}" style="${place}"></span><span class="meta">${msOf(fromMs)} to ${msOf(toMs)}, ${status}${kind === "lost" ? ", ✕ lost" : ""}</span></li>`;
  })}</ol></figure>`;
}

/** The tag that every key of the case holds says nothing here. */
function callName({ exchange, kind }: RaceCall, tag: string): string {
  if (kind === "read") return kind;
  const keys = keysIn(exchange).join(", ").replaceAll(tag, "…");
  return `${exchange.purpose === "marker" ? "marker" : "send"} ${keys || "without data"}`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)}%`;
}
