import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNullCustomData = defineRule({
  id: "open/null-custom-data",
  basis: "open",
  title: "what is answered to null as custom_data",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("null custom_data"),
});
