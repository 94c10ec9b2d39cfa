import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendFact } from "../../analysis/facts.ts";
import type { MessageDiscrepancy } from "../../analysis/messages.ts";
import { show } from "./words.ts";

const EXPECTED: Readonly<Record<MessageDiscrepancy["kind"], string>> = {
  missing: "the message once in the history",
  altered: "the message once in the history, with its text",
  doubled: "the message once in the history",
  applied: "no message of a refused request in the history",
  leaked: "no message of another session in the history",
};

/** The histories show the messages that concern the rule without any difference of these kinds. */
export function history(
  kinds: readonly MessageDiscrepancy["kind"][],
  concerns: (send: SendFact, it: CaseAnalysis) => boolean,
) {
  return (it: CaseAnalysis): Judgement => {
    const { discrepancies, judged, undecided } = it.messages;
    const found = discrepancies.filter((one) => kinds.includes(one.kind) && concerns(one.send, it));
    const open = undecided.find((send) => concerns(send, it));
    return {
      checked: Math.max(judged.filter((send) => concerns(send, it)).length, found.length),
      violations: found.map((one) => ({
        exchanges: [one.send.exchange, one.history.exchange],
        expected: `${EXPECTED[one.kind]}: ${show(one.send.text)}`,
        got: one.shown.length === 0 ? "it is not there" : one.shown.map((item) => show(item.text)).join(", "),
      })),
      ...(open === undefined ? {} : { undecided: "no history showed whether an accepted message is in it" }),
    };
  };
}
