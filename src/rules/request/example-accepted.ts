import { member } from "../../model/facts.ts";
import { accepted } from "../judge/answers.ts";
import { ALL_TOPICS } from "../judge/topic.ts";
import { defineRule } from "../rule.ts";

export const requestExampleAccepted = defineRule({
  id: "request/example-accepted",
  basis: "stated",
  title: "the page's JSON example is accepted as it stands",
  quote: '"message": { "type": "text", "text": "I need help with this order" }',
  scenarios: ["documented"],
  judge: accepted(ALL_TOPICS, (ask) => member(ask.body, "message", "text") === "I need help with this order"),
});
