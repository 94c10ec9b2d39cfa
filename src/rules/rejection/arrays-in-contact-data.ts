import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionArraysInContactData = defineRule({
  id: "rejection/arrays-in-contact-data",
  basis: "implied",
  title: "an array in contact data is refused",
  quote: "Values are strings.",
  scenarios: ["contact-data-not-values", "late-rejections"],
  judge: refused(about.value("contact", "array")),
});
