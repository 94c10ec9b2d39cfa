import { defineConsumerRule } from "./consumer-rule.ts";
import { everyValue, isNested } from "./judge/custom-data.ts";

export const consumerSessionDataValues = defineConsumerRule({
  id: "consumer/session-data-values",
  basis: "stated",
  title: "the values of session data are strings, numbers or booleans: neither arrays nor null",
  quote: "Values can be strings, numbers, or booleans.",
  otherwise: "it sent no session data",
  judge: everyValue(
    "session",
    "a string, a number or a boolean",
    (value) => value === null || (Array.isArray(value) && !isNested(value)),
  ),
});
