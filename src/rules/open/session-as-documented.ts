import { siblingShape } from "../judge/siblings.ts";
import { defineRule } from "../rule.ts";

export const openSessionAsDocumented = defineRule({
  id: "open/session-as-documented",
  basis: "open",
  title: "where Get Session differs from its page",
  source: "Get Session",
  scenarios: ["merge"],
  judge: siblingShape("getSession"),
});
