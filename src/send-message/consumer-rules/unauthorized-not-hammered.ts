import { defineConsumerRule } from "./consumer-rule.ts";
import { notHammeredAfter } from "./judge/repeating.ts";

export const consumerUnauthorizedNotHammered = defineConsumerRule({
  id: "consumer/unauthorized-not-hammered",
  basis: "implied",
  title: "a message that is answered 401 is not tried again and again",
  source: "good practice",
  conditions: ["unauthorized", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 401",
  judge: notHammeredAfter(401),
});
