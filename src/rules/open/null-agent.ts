import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNullAgent = defineRule({
  id: "open/null-agent",
  basis: "open",
  title: "what is answered to null as agent",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("null agent"),
});
