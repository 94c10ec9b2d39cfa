import { duplicateNames } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openDuplicateNames = defineRule({
  id: "open/duplicate-names",
  basis: "open",
  title: "which of two members of one name counts",
  quote: "application/json",
  scenarios: ["open-encodings"],
  judge: duplicateNames,
});
