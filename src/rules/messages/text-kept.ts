import { history } from "../judge/messages.ts";
import { defineRule } from "../rule.ts";

export const messagesTextKept = defineRule({
  id: "messages/text-kept",
  basis: "implied",
  title: "an accepted message appears in the history with its text",
  source: "List history",
  scenarios: ["messages", "values", "open-sizes", "late-values"],
  judge: history(["altered"], (send) => send.fate === "accepted"),
});
