import { history } from "../judge/messages.ts";
import { defineRule } from "../rule.ts";

export const concurrencyMessagesKept = defineRule({
  id: "concurrency/messages-kept",
  basis: "implied",
  title: "messages sent at once all appear in the history, each once",
  source: "List history",
  scenarios: [
    "together-in-company",
    "together-session-keys",
    "together-contact-keys",
    "together-both-records",
  ],
  judge: history(
    ["missing", "doubled"],
    (send, it) =>
      send.fate === "accepted" && it.case.steps[it.exchange(send.exchange).step]?.do === "together",
  ),
});
