import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnknownMessageType = defineRule({
  id: "open/unknown-message-type",
  basis: "open",
  title: "what is answered to a message of an unknown type",
  quote: "message\nobject\nrequired",
  scenarios: ["open-requests"],
  judge: answerToText("unknown message type"),
});
