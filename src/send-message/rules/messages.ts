import { type Judgement, judgeEach } from "../../judging/judgement.ts";
import { show } from "../../judging/show.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import type { SendFact } from "../analysis/facts.ts";
import { togetherInCompany } from "../scenarios/concurrent-sends.ts";
import { mergeDesign, mergeDesignLate } from "../scenarios/design/merge-design.ts";
import { merge } from "../scenarios/merge.ts";
import { messages } from "../scenarios/messages.ts";
import { openSizes } from "../scenarios/open-points.ts";
import { sameText } from "../scenarios/over-time.ts";
import { sequences } from "../scenarios/sequences.ts";
import { longConversation } from "../scenarios/updates.ts";
import { history } from "./judge/messages.ts";
import type { Rule } from "./rule.ts";

const isAccepted = ({ acceptance }: SendFact) => acceptance === "accepted";

export const messagesRules: readonly Rule[] = [
  {
    id: "messages/in-history-once",
    basis: "implied",
    title: "every accepted message appears once in the session's history",
    source: "List history",
    sends: [messages, merge, mergeDesign, mergeDesignLate, sequences, sameText, longConversation],
    judge: history(["missing", "doubled"], isAccepted),
  },
  {
    id: "messages/text-kept",
    basis: "implied",
    title: "an accepted message appears in the history with its text",
    source: "List history",
    sends: [messages, mergeDesign, mergeDesignLate, openSizes],
    judge: history(["altered"], isAccepted),
  },
  {
    id: "messages/own-id",
    basis: "implied",
    title: "every accepted message gets an id of its own",
    source: "good practice",
    sends: [merge, messages, togetherInCompany, sequences, longConversation],
    judge: ownIds,
  },
  {
    id: "messages/agent-is-not-the-contact",
    basis: "implied",
    title: "a message that an agent sent is not shown as the contact's",
    source: "List history",
    sends: [messages, mergeDesign],
    judge: agentShown,
  },
];

/** No two accepted messages of a case are given one id. */
function ownIds({ facts }: CaseAnalysis): Judgement {
  const [first, ...others] = facts.sends.filter(
    (send) => isAccepted(send) && ["string", "number"].includes(typeof send.messageId),
  );
  return judgeEach(others, (send) => {
    const twin = [first!, ...others].find(
      ({ exchange, messageId, text }) =>
        exchange < send.exchange && messageId === send.messageId && text !== send.text,
    );
    return (
      twin && {
        exchanges: [twin.exchange, send.exchange],
        expected: "an id of its own for each message",
        got: `${show(send.messageId)} for both`,
      }
    );
  });
}

/** Words by which a history may name the contact as the sender; any other word is the provider's own. */
const CONTACT = new Set(["contact", "customer", "user", "end_user", "end-user", "visitor"]);

const NOT_SHOWN =
  "no history shows an agent's message with its text and a sender's type; mend what else is reported of messages first";

/** No history shows an agent's message under a sender that means the contact. */
function agentShown({ facts: { sends, histories } }: CaseAnalysis): Judgement {
  const mayShow = histories.some(({ session }) =>
    sends.some((send) => send.session === session && send.sender === "agent" && isAccepted(send)),
  );
  const shown = histories.flatMap((history) =>
    history.items.flatMap(({ text, senderType }) => {
      const [send, ...twins] = sends.filter((each) => text !== undefined && each.text === text);
      if (send?.sender !== "agent" || !isAccepted(send) || twins.length > 0) return [];
      return typeof senderType === "string" ? [{ history, send, senderType }] : [];
    }),
  );
  const demand = ({ history, send, senderType }: (typeof shown)[number]) => {
    if (!CONTACT.has(senderType.toLowerCase())) return undefined;
    return {
      exchanges: [send.exchange, history.exchange],
      expected: `a sender other than the contact for ${show(send.text)}`,
      got: `sender.type ${show(senderType)}`,
    };
  };
  return judgeEach(shown, demand, mayShow ? NOT_SHOWN : undefined);
}
