import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openTextPlain = defineRule({
  id: "open/text-plain",
  basis: "open",
  title: "what is answered to JSON as text/plain",
  quote: "application/json",
  scenarios: ["open-encodings"],
  judge: answerToText("as text/plain"),
});
