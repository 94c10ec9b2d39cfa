import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionNullInContactData = defineRule({
  id: "rejection/null-in-contact-data",
  basis: "implied",
  title: "null as a value of contact data is refused",
  quote: "Values are strings.",
  scenarios: ["contact-data-not-values", "late-rejections"],
  judge: refused(about.value("contact", "null")),
});
