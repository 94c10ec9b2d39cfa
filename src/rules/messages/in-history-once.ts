import { history } from "../judge/messages.ts";
import { defineRule } from "../rule.ts";

export const messagesInHistoryOnce = defineRule({
  id: "messages/in-history-once",
  basis: "implied",
  title: "every accepted message appears once in the session's history",
  source: "List history",
  scenarios: ["messages", "merge", "long-history", "sequences", "same-text", "long-conversation"],
  judge: history(["missing", "doubled"], (send) => send.fate === "accepted"),
});
