import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionObjectsInArraysInContactData = defineRule({
  id: "rejection/objects-in-arrays-in-contact-data",
  basis: "implied",
  title: "an object inside an array in contact data is refused",
  quote: "Nested objects are rejected with a 400.",
  scenarios: ["contact-data-not-values", "late-rejections"],
  judge: refused(about.value("contact", "object-in-array")),
});
