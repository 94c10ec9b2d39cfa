import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionArraysInSessionData = defineRule({
  id: "rejection/arrays-in-session-data",
  basis: "implied",
  title: "an array in session data is refused",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["session-data-not-values", "late-rejections"],
  judge: refused(about.value("session", "array")),
});
