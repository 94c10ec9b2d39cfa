import { defineConsumerRule } from "./consumer-rule.ts";
import { everyValue, isNested } from "./judge/custom-data.ts";

export const consumerNoNestedSessionData = defineConsumerRule({
  id: "consumer/no-nested-session-data",
  basis: "stated",
  title: "no value of session data is or holds an object",
  quote: "Nested objects are rejected with a 400.",
  otherwise: "it sent no session data",
  judge: everyValue("session", "a string, a number or a boolean", isNested),
});
