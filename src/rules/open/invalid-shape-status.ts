import { about } from "../judge/answers.ts";
import { statusOf } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openInvalidShapeStatus = defineRule({
  id: "open/invalid-shape-status",
  basis: "open",
  title: "the status of a member of a wrong type",
  quote: "Default Response",
  scenarios: ["shapes"],
  judge: statusOf(about.shape("type", "enum", "format")),
});
