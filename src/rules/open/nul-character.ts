import { answerToKey } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNulCharacter = defineRule({
  id: "open/nul-character",
  basis: "open",
  title: "what is answered to U+0000 in a value",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["hostile"],
  judge: answerToKey("nul"),
});
