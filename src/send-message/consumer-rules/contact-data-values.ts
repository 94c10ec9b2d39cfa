import { defineConsumerRule } from "./consumer-rule.ts";
import { everyValue, isNested } from "./judge/custom-data.ts";

export const consumerContactDataValues = defineConsumerRule({
  id: "consumer/contact-data-values",
  basis: "stated",
  title: "the values of contact data are strings",
  quote: "Values are strings.",
  otherwise: "it sent no contact data",
  judge: everyValue("contact", "a string", (value) => typeof value !== "string" && !isNested(value)),
});
