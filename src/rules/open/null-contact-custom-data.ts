import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNullContactCustomData = defineRule({
  id: "open/null-contact-custom-data",
  basis: "open",
  title: "what is answered to null as contact.custom_data",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("null contact custom_data"),
});
