import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openMessageWithoutType = defineRule({
  id: "open/message-without-type",
  basis: "open",
  title: "what is answered to a message without a type",
  source: "good practice",
  scenarios: ["open-requests"],
  judge: answerToText("message without type"),
});
