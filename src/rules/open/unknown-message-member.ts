import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnknownMessageMember = defineRule({
  id: "open/unknown-message-member",
  basis: "open",
  title: "what is answered to an unknown member of message",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("unknown member of message"),
});
