import { about } from "../judge/answers.ts";
import { statusOf } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openNestedStatus = defineRule({
  id: "open/nested-status",
  basis: "open",
  title: "the status of a refused nested object",
  quote: "Nested objects are rejected with a 400.",
  scenarios: ["nested-session-data"],
  judge: statusOf((ask) => about.value("session", "object")(ask) || about.value("contact", "object")(ask)),
});
