import { defineConsumerRule } from "./consumer-rule.ts";
import { survives } from "./judge/surviving.ts";

export const consumerTimeoutsSurvived = defineConsumerRule({
  id: "consumer/timeouts-survived",
  basis: "implied",
  title: "an answer that does not come is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["timeout", "listened", "recorded"],
  otherwise: "everything that it sent was answered",
  judge: survives(({ exchange }) => exchange.error?.kind === "timeout"),
});
