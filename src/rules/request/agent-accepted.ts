import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestAgentAccepted = defineRule({
  id: "request/agent-accepted",
  basis: "stated",
  title: "an agent with a name and a picture is accepted",
  quote: "agent\nobject",
  scenarios: ["documented"],
  judge: accepted(["agent"]),
});
