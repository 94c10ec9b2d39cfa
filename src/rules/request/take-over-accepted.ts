import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestTakeOverAccepted = defineRule({
  id: "request/take-over-accepted",
  basis: "stated",
  title: "should_take_over_session_from_ai is accepted",
  quote: "should_take_over_session_from_ai\nboolean\ndefault:false",
  scenarios: ["documented"],
  judge: accepted(["take-over"]),
});
