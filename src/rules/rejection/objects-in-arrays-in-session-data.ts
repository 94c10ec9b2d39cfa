import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionObjectsInArraysInSessionData = defineRule({
  id: "rejection/objects-in-arrays-in-session-data",
  basis: "implied",
  title: "an object inside an array in session data is refused",
  quote: "Nested objects are rejected with a 400.",
  scenarios: ["session-data-not-values", "late-rejections"],
  judge: refused(about.value("session", "object-in-array")),
});
