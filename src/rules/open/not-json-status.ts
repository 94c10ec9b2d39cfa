import { about } from "../judge/answers.ts";
import { statusOf } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNotJsonStatus = defineRule({
  id: "open/not-json-status",
  basis: "open",
  title: "the status of a body that is no JSON",
  quote: "Default Response",
  scenarios: ["robustness"],
  judge: statusOf(about.notJson),
});
