import { type Exchange, jsonBody } from "../http/exchange.ts";
import { BOTH, dataIn } from "../send-message/contract/records.ts";
import { cut, plain } from "./plain.ts";

/** Columns of the bar that shows when a call was under way. */
const WIDTH = 32;

/** The calls of a race, each with a bar from its start to its end, so that the eye finds the write that was lost. */
export function timeline(exchanges: readonly Exchange[], marked: readonly number[]): string[] {
  const sends = exchanges
    .map((exchange, index) => ({ exchange, index }))
    .filter(({ exchange }) => exchange.operation === "sendMessage" || exchange.operation === "getSession");
  const from = Math.min(...sends.map(({ exchange }) => exchange.startedMs));
  const to = Math.max(...sends.map(({ exchange }) => exchange.endedMs));
  const column = (ms: number) => Math.round(((ms - from) / Math.max(1, to - from)) * (WIDTH - 1));
  return sends.map(({ exchange, index }) => {
    const start = column(exchange.startedMs);
    const bar = `${" ".repeat(start)}${"=".repeat(Math.max(1, column(exchange.endedMs) - start))}`.padEnd(
      WIDTH,
    );
    const what = exchange.operation === "getSession" ? "read" : cut(plain(customData(exchange)), 60);
    return `${marked.includes(index) ? ">" : " "} [${bar}] ${exchange.response?.status ?? exchange.error?.kind ?? ""} ${what}`;
  });
}

function customData(exchange: Exchange): string {
  const body = jsonBody(exchange.request);
  const data = BOTH.map((record) => dataIn(body, record)).find((each) => each !== undefined);
  return data === undefined ? "no custom data" : JSON.stringify(data);
}
