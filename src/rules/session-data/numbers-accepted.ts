import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const sessionDataNumbersAccepted = defineRule({
  id: "session-data/numbers-accepted",
  basis: "stated",
  title: "numbers are accepted as session data",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["values", "session-numbers", "merge"],
  judge: accepted(["session numbers"]),
});
