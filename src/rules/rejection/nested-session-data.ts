import { about, refusedWith } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionNestedSessionData = defineRule({
  id: "rejection/nested-session-data",
  basis: "stated",
  title: "a nested object in session data is rejected with a 400",
  quote: "Nested objects are rejected with a 400.",
  scenarios: [
    "company",
    "nested-session-data",
    "rejection-in-context",
    "rejection-later",
    "rejection-repeated",
    "sequences",
    "late-rejections",
  ],
  judge: refusedWith(400, about.value("session", "object")),
});
