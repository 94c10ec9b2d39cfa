import { defineConsumerRule } from "./consumer-rule.ts";
import { notHammeredAfter } from "./judge/repeating.ts";

export const consumerForbiddenNotHammered = defineConsumerRule({
  id: "consumer/forbidden-not-hammered",
  basis: "implied",
  title: "a message that is answered 403 is not tried again and again",
  source: "good practice",
  conditions: ["forbidden", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 403",
  judge: notHammeredAfter(403),
});
