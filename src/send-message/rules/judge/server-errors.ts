import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { stuckReads } from "./stuck-reads.ts";
import { answerWords } from "./words.ts";

/** No request is answered with a server error at every try while sends are accepted in between. */
export function noServerError(it: CaseAnalysis): Judgement {
  const answered = it.sends.filter((send) => send.status !== undefined);
  const expected = "no repeated server errors";
  const sends = answered
    .filter((send) => send.answer === "crashed")
    .map((send) => ({ exchanges: send.tries, expected, got: answerWords(it, send) }));
  const reads = stuckReads(it, (read) => (read.response?.status ?? 0) >= 500).map((exchanges) => ({
    exchanges,
    expected,
    got: `${it.exchange(exchanges.at(-1)!).response?.status} for every read`,
  }));
  return { checked: answered.length + reads.length, violations: [...sends, ...reads] };
}
