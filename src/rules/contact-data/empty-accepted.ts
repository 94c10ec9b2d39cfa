import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const contactDataEmptyAccepted = defineRule({
  id: "contact-data/empty-accepted",
  basis: "implied",
  title: "empty contact data is accepted",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["nothing-changes"],
  judge: accepted(["empty contact data"]),
});
