import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const sessionDataBooleansAccepted = defineRule({
  id: "session-data/booleans-accepted",
  basis: "stated",
  title: "booleans are accepted as session data",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["values", "session-booleans", "merge"],
  judge: accepted(["session booleans"]),
});
