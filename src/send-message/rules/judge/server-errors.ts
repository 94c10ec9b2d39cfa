import type { Judgement } from "../../../judging/judgement.ts";
import type { Look } from "../../analysis/look.ts";
import { stuckReads } from "./stuck-reads.ts";
import { answerWords } from "./words.ts";

/** No request is answered with a server error three of three times while sends are accepted in between. */
export function noServerError(it: Look): Judgement {
  const answered = it.asks.filter((ask) => ask.status !== undefined);
  const expected = "no repeated server errors";
  const sends = answered
    .filter((ask) => ask.answer === "crashed")
    .map((ask) => ({ exchanges: ask.tries, expected, got: answerWords(it, ask) }));
  const reads = stuckReads(it, (read) => (read.response?.status ?? 0) >= 500).map((exchanges) => ({
    exchanges,
    expected,
    got: `${it.exchange(exchanges.at(-1)!).response?.status} for every read`,
  }));
  return { checked: answered.length + reads.length, violations: [...sends, ...reads] };
}
