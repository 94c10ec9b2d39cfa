import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataStringsComeBack = defineRule({
  id: "contact-data/strings-come-back",
  basis: "implied",
  title: "strings in contact data come back as they went in",
  quote: "Merged into the contact.",
  scenarios: [
    "values",
    "contact-strings",
    "updates",
    "sequences",
    "contact-control-characters",
    "lengths",
    "hostile",
    "later",
    "late-values",
  ],
  judge: kept({
    record: "contact",
    kinds: ["altered"],
    write: (write) => typeof write.value === "string",
    concurrent: "any",
  }),
});
