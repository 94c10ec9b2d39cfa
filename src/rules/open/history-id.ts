import { historyIds } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openHistoryId = defineRule({
  id: "open/history-id",
  basis: "open",
  title: "how the id of a message relates to the id of its entry in the history",
  source: "List history",
  scenarios: ["messages"],
  judge: historyIds,
});
