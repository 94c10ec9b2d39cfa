import { historySenders } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openHistorySender = defineRule({
  id: "open/history-sender",
  basis: "open",
  title: "how the history names the senders",
  source: "List history",
  scenarios: ["messages"],
  judge: historySenders,
});
