import { largestValue } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openLargestValue = defineRule({
  id: "open/largest-value",
  basis: "open",
  title: "the largest of the sizes tried that a value may have",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["open-sizes"],
  judge: largestValue,
});
