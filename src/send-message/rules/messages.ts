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
    scenarios: [
      "messages",
      "merge",
      "merge-design",
      "merge-design-late",
      "long-history",
      "sequences",
      "same-text",
      "long-conversation",
    ],
    judge: history(["missing", "doubled"], (send) => send.fate === "accepted"),
  }),
  defineRule({
    id: "messages/text-kept",
    basis: "implied",
    title: "an accepted message appears in the history with its text",
    source: "List history",
    scenarios: ["messages", "merge-design", "merge-design-late", "open-sizes"],
    judge: history(["altered"], (send) => send.fate === "accepted"),
  }),
  defineRule({
    id: "messages/own-id",
    basis: "implied",
    title: "every accepted message gets an id of its own",
    source: "good practice",
    scenarios: ["merge", "messages", "together-session-keys", "sequences", "long-conversation"],
    judge: ownIds,
  }),
  defineRule({
    id: "messages/agent-is-not-the-contact",
    basis: "implied",
    title: "a message that an agent sent is not shown as the contact's",
    source: "List history",
    scenarios: ["messages", "senders"],
    judge: agentShown,
  }),
];
