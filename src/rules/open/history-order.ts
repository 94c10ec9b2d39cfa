import { historyOrder } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openHistoryOrder = defineRule({
  id: "open/history-order",
  basis: "open",
  title: "the order of the history",
  source: "List history",
  scenarios: ["messages"],
  judge: historyOrder,
});
