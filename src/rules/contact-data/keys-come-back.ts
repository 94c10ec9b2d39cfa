import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataKeysComeBack = defineRule({
  id: "contact-data/keys-come-back",
  basis: "implied",
  title: "keys of contact data come back as they went in",
  quote: "Merged into the contact.",
  scenarios: ["values", "contact-keys", "lengths", "list-like-keys", "late-values"],
  judge: kept({ record: "contact", kinds: ["renamed"], concurrent: "any" }),
});
