import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const independenceBothAccepted = defineRule({
  id: "independence/both-accepted",
  basis: "stated",
  title: "session data and contact data are accepted in one request",
  quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
  scenarios: ["merge", "many-keys"],
  judge: accepted(["both custom data"]),
});
