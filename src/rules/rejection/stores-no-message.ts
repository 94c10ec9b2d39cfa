import { history } from "../judge/messages.ts";
import { defineRule } from "../rule.ts";

export const rejectionStoresNoMessage = defineRule({
  id: "rejection/stores-no-message",
  basis: "implied",
  title: "the message of a rejected request is not stored",
  quote: "Nested objects are rejected with a 400.",
  scenarios: [
    "rejection-in-context",
    "nested-session-data",
    "nested-contact-data",
    "shapes",
    "later",
    "late-rejections",
  ],
  judge: history(
    ["applied"],
    (send, it) => send.fate === "refused" && it.exchange(send.exchange).credential === "valid",
  ),
});
