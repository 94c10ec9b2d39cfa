import type { Exchange } from "../../http/exchange.ts";
import { jsonBody } from "../../http/exchange.ts";
import { BOTH, entriesIn } from "../../send-message/contract/records.ts";
import { cut } from "../plain.ts";
import type { ReportedCounterexample } from "../report.ts";
import { msOf } from "./exchange-view.ts";
import { type Html, html } from "./html.ts";

/** Calls that are drawn, and the size of the picture in its own units. */
const MAX_CALLS = 16;
const WIDTH = 720;
const ROW = 30;
const LABEL = 190;
const CHART = WIDTH - LABEL - 60;

/** The calls of a race as bars on one clock, with the write that was lost marked; nothing if nothing was sent together. */
export function raceChart(it: ReportedCounterexample): Html | undefined {
  if (!it.steps.some((step) => step.do === "together")) return undefined;
  const calls = it.exchanges
    .map((exchange, index) => ({ exchange, index }))
    .filter(
      ({ exchange, index }) =>
        exchange.operation === "sendMessage" ||
        (exchange.operation === "getSession" && it.shownBy.includes(index)),
    )
    .slice(0, MAX_CALLS);
  if (calls.length === 0) return undefined;
  const fromMs = Math.min(...calls.map(({ exchange }) => exchange.startedMs));
  const toMs = Math.max(...calls.map(({ exchange }) => exchange.endedMs));
  const x = (ms: number) => LABEL + ((ms - fromMs) / Math.max(0.001, toMs - fromMs)) * CHART;
  const height = calls.length * ROW + 34;
  const lost = lostWrites(it);
  return html`<figure class="race"><figcaption>Who was under way when. Each bar is one request, on one clock.</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="Timing of the requests"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${calls.map((call) => callWords(call, lost, fromMs)).join(". ")}">
${[0, 0.25, 0.5, 0.75, 1].map((part) => {
  const at = LABEL + part * CHART;
  return html`<line class="grid" x1="${at.toFixed(1)}" y1="4" x2="${at.toFixed(1)}" y2="${height - 26}"/><text class="tick" x="${at.toFixed(1)}" y="${height - 8}" text-anchor="middle">${msOf(part * (toMs - fromMs))}</text>`;
})}
${calls.map((call, row) => {
  const { exchange, index } = call;
  const from = x(exchange.startedMs);
  const width = Math.max(4, x(exchange.endedMs) - from);
  const y = row * ROW + 8;
  const kind = lost.has(index)
    ? "lost"
    : exchange.operation === "getSession"
      ? "read"
      : it.shownBy.includes(index)
        ? "shown"
        : "other";
  return html`<text class="label" x="${LABEL - 10}" y="${y + 13}" text-anchor="end">${labelOf(exchange, it.tag)}</text><rect class="bar ${kind}" x="${from.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="16" rx="4"/><text class="tick" x="${Math.min(from + width + 6, WIDTH - 50).toFixed(1)}" y="${y + 12}">${kind === "lost" ? "✕ lost" : String(exchange.response?.status ?? "none")}</text>`;
})}
</svg></div></figure>`;
}

/** Accepted writes of the members that should be there and are not. */
function lostWrites(it: ReportedCounterexample): ReadonlySet<number> {
  const { difference } = it;
  if (difference === undefined || difference.expected.length === 0) return new Set();
  const key = difference.pointer.split("/").at(-1)!.replaceAll("~1", "/").replaceAll("~0", "~");
  return new Set(
    it.shownBy.filter((index) => {
      const exchange = it.exchanges[index]!;
      const isAccepted = exchange.response !== undefined && exchange.response.status < 300;
      return exchange.operation === "sendMessage" && isAccepted && namesIn(exchange).includes(key);
    }),
  );
}

function namesIn(exchange: Exchange): string[] {
  const body = jsonBody(exchange.request);
  return BOTH.flatMap((record) => entriesIn(body, record).map(([key]) => key));
}

function callName(exchange: Exchange): string {
  if (exchange.operation === "getSession") return "read";
  const names = [...new Set(namesIn(exchange))];
  const kind = exchange.purpose === "marker" ? "marker" : "send";
  return names.length === 0 ? `${kind}, no data` : `${kind} ${names.join(", ")}`;
}

/** Short enough for its column: the tag that every key of the case holds says nothing here. */
function labelOf(exchange: Exchange, tag: string): string {
  const name = callName(exchange).replaceAll(tag, "…");
  return name.length <= 24 ? name : `${name.slice(0, 23)}…`;
}

function callWords(
  { exchange, index }: { exchange: Exchange; index: number },
  lost: ReadonlySet<number>,
  fromMs: number,
): string {
  const status = exchange.response?.status ?? "no answer";
  return `${cut(callName(exchange), 60)}: ${msOf(exchange.startedMs - fromMs)} to ${msOf(exchange.endedMs - fromMs)}, ${status}${lost.has(index) ? ", lost" : ""}`;
}
