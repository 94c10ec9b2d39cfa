import type { Credential } from "../../../http/credentials.ts";
import { show } from "../../../judging/show.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendFact } from "../../analysis/facts.ts";
import type { MessageDiscrepancy } from "../../analysis/messages.ts";
import type { Judge } from "../rule.ts";

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
  isMeant: (send: SendFact, analysis: CaseAnalysis) => boolean,
): Judge {
  return (analysis) => {
    const concerns = (send: SendFact) => isMeant(send, analysis);
    const { discrepancies, judged, undecided } = analysis.messages;
    const found = discrepancies.filter((one) => kinds.includes(one.kind) && concerns(one.send));
    return {
      checked: Math.max(judged.filter(concerns).length, found.length),
      violations: found.map(({ kind, send, history, shown }) => ({
        exchanges: [send.exchange, history.exchange],
        expected: `${EXPECTED[kind]}: ${show(send.text)}`,
        got: shown.length === 0 ? "it is not there" : shown.map((item) => show(item.text)).join(", "),
      })),
      ...(undecided.some(concerns)
        ? { undecided: "no history showed whether an accepted message is in it" }
        : {}),
    };
  };
}

/** The message of a refused request never appears in a history. */
export function noMessageApplied(credentials: (credential: Credential) => boolean): Judge {
  return history(
    ["applied"],
    ({ acceptance, exchange }, analysis) =>
      acceptance === "refused" && credentials(analysis.exchange(exchange).credential),
  );
}
