import { type Exchange, jsonBody } from "../http/exchange.ts";
import { pointerSegments } from "../json/pointer.ts";
import { BOTH, dataIn, entriesIn } from "../send-message/contract/records.ts";
import { cut, plain } from "./plain.ts";
import type { ReportedCounterexample } from "./report.ts";

/** Calls of a race that are shown; columns of the bar that shows when a call was under way; letters of what it carried. */
const MAX_CALLS = 16;
const WIDTH = 32;
const MAX_DATA = 60;

/** One call of a race, and when it was under way: in milliseconds from the first one's start, and as parts of the whole. */
export interface RaceCall {
  readonly exchange: Exchange;
  /** A `lost` write was accepted, and should be there and is not; `shown` is other evidence. */
  readonly kind: "lost" | "read" | "shown" | "other";
  readonly fromMs: number;
  readonly toMs: number;
  readonly from: number;
  readonly to: number;
}

/** The sends of a race and the reads that show what came of them; none if nothing was sent together. */
export function raceCalls(it: ReportedCounterexample): RaceCall[] {
  if (!it.steps.some((step) => step.do === "together")) return [];
  const calls = it.exchanges
    .flatMap((exchange, index) => {
      const kind = kindOf(exchange, it.shownBy.includes(index), it);
      return kind === undefined ? [] : [{ exchange, kind }];
    })
    .slice(0, MAX_CALLS);
  const startMs = Math.min(...calls.map(({ exchange }) => exchange.startedMs));
  const wholeMs = Math.max(0.001, ...calls.map(({ exchange }) => exchange.endedMs - startMs));
  return calls.map((call) => {
    const [fromMs, toMs] = [call.exchange.startedMs - startMs, call.exchange.endedMs - startMs];
    return { ...call, fromMs, toMs, from: fromMs / wholeMs, to: toMs / wholeMs };
  });
}

function kindOf(
  exchange: Exchange,
  isShown: boolean,
  { difference }: ReportedCounterexample,
): RaceCall["kind"] | undefined {
  if (exchange.operation === "getSession" && isShown) return "read";
  if (exchange.operation !== "sendMessage") return undefined;
  if (!isShown) return "other";
  const isAccepted = exchange.response !== undefined && exchange.response.status < 300;
  const missing = difference?.expected.length ? pointerSegments(difference.pointer).at(-1) : undefined;
  return isAccepted && missing !== undefined && keysIn(exchange).includes(missing) ? "lost" : "shown";
}

/** The keys of custom data that a request carries. */
export function keysIn(exchange: Exchange): string[] {
  const body = jsonBody(exchange.request);
  return [...new Set(BOTH.flatMap((record) => entriesIn(body, record).map(([key]) => key)))];
}

/** A line for each call of a race, with a bar from its start to its end, so that the eye finds the write that was lost. */
export function raceLines(it: ReportedCounterexample): string[] {
  return raceCalls(it).map(({ exchange, kind, from, to }) => {
    const [start, end] = [from, to].map((part) => Math.round(part * (WIDTH - 1))) as [number, number];
    const bar = `${" ".repeat(start)}${"=".repeat(Math.max(1, end - start))}`.padEnd(WIDTH);
    const body = jsonBody(exchange.request);
    const data = BOTH.map((record) => dataIn(body, record)).find((each) => each !== undefined);
    const what = data === undefined ? "no custom data" : cut(plain(JSON.stringify(data)), MAX_DATA);
    return `${kind === "other" ? " " : ">"} [${bar}] ${exchange.response?.status ?? exchange.error?.kind ?? ""} ${kind === "read" ? "read" : what}`;
  });
}
