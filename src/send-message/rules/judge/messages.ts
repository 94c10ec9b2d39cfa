import { isOfAnotherCase } from "../../../evidence/tag.ts";
import type { Credential } from "../../../http/credentials.ts";
import { type Exchange, isSuccess } from "../../../http/exchange.ts";
import { show } from "../../../judging/show.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendFact } from "../../analysis/facts.ts";
import type { MessageDiscrepancy } from "../../analysis/messages.ts";
import { isMessageText } from "../../scenarios/bodies.ts";
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
        got:
          shown.length === 0
            ? notThere(analysis.exchange(history.exchange))
            : shown.map((item) => show(item.text)).join(", "),
      })),
      ...(undecided.some(concerns)
        ? { undecided: "no history showed whether an accepted message is in it" }
        : {}),
    };
  };
}

/** What a history that ends with this page shows of a message that it lacks. */
function notThere({ response }: Exchange): string {
  return isSuccess(response?.status)
    ? "it is not there"
    : `it is not there, and the page that the history names as its next is answered ${response?.status}`;
}

/** No message that another case sent ever appears in the history of a session that this one made: its text says whose it is. */
export const noMessageFromOtherCases: Judge = ({ facts, case: { tag } }) => {
  const violations = facts.histories.flatMap(({ session, items, exchange }) => {
    const made = facts.sessions.get(session);
    if (made === undefined) return [];
    const foreign = items.filter(({ text }) => isMessageText(text) && isOfAnotherCase(text, tag));
    return foreign.map(({ text }) => ({
      exchanges: [made.exchange, exchange],
      expected: EXPECTED.leaked,
      got: `${show(text)}, which another case of the suite sent to a session of its own`,
    }));
  });
  return { checked: violations.length, violations };
};

/** The message of a refused request never appears in a history. */
export function noMessageApplied(credentials: (credential: Credential) => boolean): Judge {
  return history(
    ["applied"],
    ({ acceptance, exchange }, analysis) =>
      acceptance === "refused" && credentials(analysis.exchange(exchange).credential),
  );
}
