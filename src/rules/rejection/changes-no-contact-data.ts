import { nothingApplied } from "../judge/applied.ts";
import { defineRule } from "../rule.ts";

export const rejectionChangesNoContactData = defineRule({
  id: "rejection/changes-no-contact-data",
  basis: "implied",
  title: "a rejected request changes no contact data, neither by its valid keys nor by its bad one",
  quote: "Nested objects are rejected with a 400.",
  scenarios: [
    "rejection-in-context",
    "nested-contact-data",
    "shapes",
    "sequences",
    "later",
    "late-rejections",
  ],
  judge: nothingApplied((credential) => credential === "valid", ["contact"]),
});
