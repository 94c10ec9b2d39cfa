import { statusOf } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { survives } from "./judge/surviving.ts";

export const consumerServerErrorsSurvived = defineConsumerRule({
  id: "consumer/server-errors-survived",
  basis: "implied",
  title: "a server error is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["server-error", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 500",
  judge: survives((send) => statusOf(send) === 500),
});
