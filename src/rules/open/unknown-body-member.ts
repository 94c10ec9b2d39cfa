import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnknownBodyMember = defineRule({
  id: "open/unknown-body-member",
  basis: "open",
  title: "what is answered to an unknown member of the body",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("unknown member of the body"),
});
