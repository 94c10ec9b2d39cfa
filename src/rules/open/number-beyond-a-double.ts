import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNumberBeyondADouble = defineRule({
  id: "open/number-beyond-a-double",
  basis: "open",
  title: "what is answered to a number beyond a double",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["open-encodings"],
  judge: answerToText("a number beyond a double"),
});
