import { defineConsumerRule } from "./consumer-rule.ts";
import { survives } from "./judge/surviving.ts";

export const consumerResetsSurvived = defineConsumerRule({
  id: "consumer/resets-survived",
  basis: "implied",
  title: "a connection that breaks is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["reset", "listened", "recorded"],
  otherwise: "no connection broke while it sent",
  judge: survives(({ exchange }) => exchange.error?.kind === "reset"),
});
