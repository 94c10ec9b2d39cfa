import { togetherKeys } from "../scenarios/concurrent-sends.ts";
import { mergeDesign, mergeDesignLate } from "../scenarios/design/merge-design.ts";
import { merge, senders } from "../scenarios/merge.ts";
import { longHistory, messages } from "../scenarios/messages.ts";
import { openSizes } from "../scenarios/open-points.ts";
import { sameText } from "../scenarios/over-time.ts";
import { sequences } from "../scenarios/sequences.ts";
import { longConversation } from "../scenarios/updates.ts";
import { agentShown } from "./judge/agent-shown.ts";
import { history } from "./judge/messages.ts";
import { ownIds } from "./judge/own-ids.ts";
import { defineRule, type Rule } from "./rule.ts";

export const messagesRules: readonly Rule[] = [
  defineRule({
    id: "messages/in-history-once",
    basis: "implied",
    title: "every accepted message appears once in the session's history",
    source: "List history",
    sends: [
      messages,
      merge,
      mergeDesign,
      mergeDesignLate,
      longHistory,
      sequences,
      sameText,
      longConversation,
    ],
    judge: history(["missing", "doubled"], (send) => send.fate === "accepted"),
  }),
  defineRule({
    id: "messages/text-kept",
    basis: "implied",
    title: "an accepted message appears in the history with its text",
    source: "List history",
    sends: [messages, mergeDesign, mergeDesignLate, openSizes],
    judge: history(["altered"], (send) => send.fate === "accepted"),
  }),
  defineRule({
    id: "messages/own-id",
    basis: "implied",
    title: "every accepted message gets an id of its own",
    source: "good practice",
    sends: [merge, messages, togetherKeys.session, sequences, longConversation],
    judge: ownIds,
  }),
  defineRule({
    id: "messages/agent-is-not-the-contact",
    basis: "implied",
    title: "a message that an agent sent is not shown as the contact's",
    source: "List history",
    sends: [messages, senders],
    judge: agentShown,
  }),
];
