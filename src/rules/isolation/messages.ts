import { history } from "../judge/messages.ts";
import { defineRule } from "../rule.ts";

export const isolationMessages = defineRule({
  id: "isolation/messages",
  basis: "implied",
  title: "a message of one session is not in the history of another",
  quote: "The unique identifier of the chat session",
  scenarios: ["isolation", "sequences"],
  judge: history(["leaked"], (send, it) => it.facts.sessions.size > 1 && send.fate === "accepted"),
});
