import { about } from "../judge/answers.ts";
import { statusOf } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnknownSessionStatus = defineRule({
  id: "open/unknown-session-status",
  basis: "open",
  title: "the status of a send to an unknown session",
  quote: "The unique identifier of the chat session",
  scenarios: ["robustness"],
  judge: statusOf((ask) => about.session(ask)),
});
