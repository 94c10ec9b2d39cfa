import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnknownAgent = defineRule({
  id: "open/unknown-agent",
  basis: "open",
  title: "what is answered to an agent that nobody knows",
  quote: "agent\nobject",
  scenarios: ["open-requests"],
  judge: answerToText("unknown agent"),
});
