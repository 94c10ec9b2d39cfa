import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnknownContactMember = defineRule({
  id: "open/unknown-contact-member",
  basis: "open",
  title: "what is answered to an unknown member of contact",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("unknown member of contact"),
});
