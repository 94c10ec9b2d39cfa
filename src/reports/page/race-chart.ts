import { type Exchange, jsonBody } from "../../http/exchange.ts";
import { pointerSegments } from "../../json/pointer.ts";
import { BOTH, entriesIn } from "../../send-message/contract/records.ts";
import type { ReportedCounterexample } from "../report.ts";
import { box, chart, gridLine, tick } from "./chart.ts";
import { msOf } from "./exchange-view.ts";
import { type Html, html } from "./html.ts";

/** Calls that are drawn, the letters of a name, and the size of the picture in its own units. */
const MAX_CALLS = 16;
const MAX_NAME = 24;
const WIDTH = 720;
const ROW = 30;
const LABEL = 190;
const CHART = WIDTH - LABEL - 60;

/** The calls of a race as bars on one clock, with the write that was lost marked; nothing if nothing was sent together. */
export function raceChart(it: ReportedCounterexample): Html | undefined {
  if (!it.steps.some((step) => step.do === "together")) return undefined;
  const calls = it.exchanges
    .map((exchange, index) => ({ exchange, name: callName(exchange, it.tag), kind: kindOf(it, index) }))
    .filter(({ kind }) => kind !== "left out")
    .slice(0, MAX_CALLS);
  if (calls.length === 0) return undefined;
  const fromMs = Math.min(...calls.map(({ exchange }) => exchange.startedMs));
  const wholeMs = Math.max(...calls.map(({ exchange }) => exchange.endedMs)) - fromMs;
  const x = (ms: number) => LABEL + (ms / Math.max(0.001, wholeMs)) * CHART;
  const height = calls.length * ROW + 34;
  const words = calls.map(({ exchange, name, kind }) => {
    const [start, end] = [exchange.startedMs - fromMs, exchange.endedMs - fromMs].map(msOf);
    return `${name}: ${start} to ${end}, ${exchange.response?.status ?? "no answer"}${kind === "lost" ? ", lost" : ""}`;
  });
  return chart({
    kind: "race",
    label: "Timing of the requests",
    words: words.join(". "),
    width: WIDTH,
    height,
    drawing: [
      [0, 0.25, 0.5, 0.75, 1].map((part) => [
        gridLine(x(part * wholeMs), 4, x(part * wholeMs), height - 26),
        tick(x(part * wholeMs), height - 8, msOf(part * wholeMs), "middle"),
      ]),
      calls.map(({ exchange, name, kind }, row) => {
        const from = x(exchange.startedMs - fromMs);
        const width = Math.max(4, x(exchange.endedMs - fromMs) - from);
        const y = row * ROW + 8;
        return [
          html`<text x="${LABEL - 10}" y="${y + 13}" text-anchor="end">${name}</text>`,
          box(`bar ${kind}`, from, y, width, 16),
          tick(
            Math.min(from + width + 6, WIDTH - 50),
            y + 12,
            kind === "lost" ? "✕ lost" : (exchange.response?.status ?? "none"),
          ),
        ];
      }),
    ],
    caption: "Who was under way when. Each bar is one request, on one clock.",
  });
}

/** What a call is in the picture. Reads that show nothing are left out. */
function kindOf(it: ReportedCounterexample, index: number): "lost" | "read" | "shown" | "other" | "left out" {
  const exchange = it.exchanges[index]!;
  const isShown = it.shownBy.includes(index);
  if (exchange.operation === "getSession") return isShown ? "read" : "left out";
  if (exchange.operation !== "sendMessage") return "left out";
  if (!isShown) return "other";
  const { pointer = "", expected = [] } = it.difference ?? {};
  const isAccepted = exchange.response !== undefined && exchange.response.status < 300;
  const missing = expected.length === 0 ? undefined : pointerSegments(pointer).at(-1);
  return isAccepted && missing !== undefined && namesIn(exchange).includes(missing) ? "lost" : "shown";
}

function namesIn(exchange: Exchange): string[] {
  const body = jsonBody(exchange.request);
  return BOTH.flatMap((record) => entriesIn(body, record).map(([key]) => key));
}

/** Short enough for its column: the tag that every key of the case holds says nothing here. */
function callName(exchange: Exchange, tag: string): string {
  if (exchange.operation === "getSession") return "read";
  const names = [...new Set(namesIn(exchange))].join(", ").replaceAll(tag, "…");
  const kind = exchange.purpose === "marker" ? "marker" : "send";
  const name = names === "" ? `${kind}, no data` : `${kind} ${names}`;
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 1)}…`;
}
