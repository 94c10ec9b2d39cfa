import { contactValue } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openBooleanInContactData = defineRule({
  id: "open/boolean-in-contact-data",
  basis: "open",
  title: "what becomes of a boolean in contact data",
  quote: "Values are strings.",
  scenarios: ["open-requests"],
  judge: contactValue("boolean"),
});
