import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const contactDataUnusualAccepted = defineRule({
  id: "contact-data/unusual-accepted",
  basis: "implied",
  title: "unusual keys, and strings with control characters, are accepted as contact data",
  quote: "Values are strings.",
  scenarios: ["values", "contact-keys", "contact-control-characters"],
  judge: accepted(["unusual contact data"]),
});
