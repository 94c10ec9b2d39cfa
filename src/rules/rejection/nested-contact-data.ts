import { about, refusedWith } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionNestedContactData = defineRule({
  id: "rejection/nested-contact-data",
  basis: "stated",
  title: "a nested object in contact data is rejected with a 400",
  quote: "Nested objects are rejected with a 400.",
  scenarios: [
    "company",
    "nested-contact-data",
    "rejection-in-context",
    "rejection-later",
    "rejection-repeated",
    "sequences",
    "late-rejections",
  ],
  judge: refusedWith(400, about.value("contact", "object")),
});
