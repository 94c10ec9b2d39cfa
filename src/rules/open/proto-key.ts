import { answerToKey } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openProtoKey = defineRule({
  id: "open/proto-key",
  basis: "open",
  title: "what is answered to the key __proto__",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["hostile"],
  judge: answerToKey("__proto__"),
});
