import { siblingShape } from "../judge/siblings.ts";
import { defineRule } from "../rule.ts";

export const openHistoryAsDocumented = defineRule({
  id: "open/history-as-documented",
  basis: "open",
  title: "where List history differs from its page",
  source: "List history",
  scenarios: ["merge"],
  judge: siblingShape("listHistory"),
});
