import { answerToKey } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openUnpairedSurrogate = defineRule({
  id: "open/unpaired-surrogate",
  basis: "open",
  title: "what is answered to an unpaired surrogate",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["hostile"],
  judge: answerToKey("lone"),
});
