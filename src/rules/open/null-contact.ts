import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNullContact = defineRule({
  id: "open/null-contact",
  basis: "open",
  title: "what is answered to null as contact",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("null contact"),
});
