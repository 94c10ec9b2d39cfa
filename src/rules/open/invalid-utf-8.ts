import { answerToBytes } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openInvalidUtf8 = defineRule({
  id: "open/invalid-utf-8",
  basis: "open",
  title: "what is answered to a body that is not UTF-8",
  quote: "application/json",
  scenarios: ["open-encodings"],
  judge: answerToBytes,
});
