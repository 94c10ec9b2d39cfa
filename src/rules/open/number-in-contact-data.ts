import { contactValue } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openNumberInContactData = defineRule({
  id: "open/number-in-contact-data",
  basis: "open",
  title: "what becomes of a number in contact data",
  quote: "Values are strings.",
  scenarios: ["open-requests"],
  judge: contactValue("number"),
});
