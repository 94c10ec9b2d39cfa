import { takeOverEffect } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openTakeOverEffect = defineRule({
  id: "open/take-over-effect",
  basis: "open",
  title: "what a take-over changes in the session",
  quote: "should_take_over_session_from_ai\nboolean",
  scenarios: ["documented-effects"],
  judge: takeOverEffect,
});
