import { defineConsumerRule } from "./consumer-rule.ts";
import { everyValue, isNested } from "./judge/custom-data.ts";

export const consumerNoNestedContactData = defineConsumerRule({
  id: "consumer/no-nested-contact-data",
  basis: "stated",
  title: "no value of contact data is or holds an object",
  quote: "Nested objects are rejected with a 400.",
  otherwise: "it sent no contact data",
  judge: everyValue("contact", "a string", isNested),
});
