import { defineConsumerRule } from "./consumer-rule.ts";
import { notRepeatedAfter } from "./judge/repeating.ts";

export const consumerRejectedNotRepeated = defineConsumerRule({
  id: "consumer/rejected-not-repeated",
  basis: "implied",
  title: "a body that was answered 400 is not sent again",
  source: "good practice",
  conditions: ["bad-request", "happy", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 400",
  judge: notRepeatedAfter([400, 422]),
});
