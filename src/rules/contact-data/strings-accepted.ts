import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const contactDataStringsAccepted = defineRule({
  id: "contact-data/strings-accepted",
  basis: "stated",
  title: "strings are accepted as contact data",
  quote: "Values are strings.",
  scenarios: ["values", "contact-strings", "merge"],
  judge: accepted(["contact strings"]),
});
