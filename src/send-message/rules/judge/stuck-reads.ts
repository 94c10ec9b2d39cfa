import type { Exchange } from "../../../http/exchange.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { fateOf } from "../../analysis/facts.ts";
import { sessionInPath } from "../../contract/operations.ts";

/** Answers in a row that make a read evidence. */
const IN_A_ROW = 3;

/**
 * Reads of a session that were answered so again and again, up to the last one, while a send to it was accepted in
 * between: the indices of the send before them, and of the first and last of them.
 */
export function stuckReads(analysis: CaseAnalysis, isStuck: (read: Exchange) => boolean): number[][] {
  const { exchanges } = analysis.case;
  const reads = exchanges.flatMap((exchange, index) =>
    exchange.operation === "getSession" && exchange.credential === "valid" ? [{ exchange, index }] : [],
  );
  const bySession = Map.groupBy(reads, ({ exchange }) => sessionInPath(exchange.request.path));
  return [...bySession].flatMap(([session, own]) => {
    const row = own.slice(own.findLastIndex(({ exchange }) => !isStuck(exchange)) + 1);
    const [first, last] = [row[0], row.at(-1)];
    if (first === undefined || last === undefined || row.length < IN_A_ROW) return [];
    const isPlainSend = (exchange: Exchange) =>
      exchange.operation === "sendMessage" &&
      sessionInPath(exchange.request.path) === session &&
      fateOf(exchange) === "accepted";
    const between = exchanges.slice(first.index, last.index).some(isPlainSend);
    const before = exchanges.slice(0, first.index).findLastIndex(isPlainSend);
    return between ? [[...(before < 0 ? [] : [before]), first.index, last.index]] : [];
  });
}
