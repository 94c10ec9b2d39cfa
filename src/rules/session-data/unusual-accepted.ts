import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const sessionDataUnusualAccepted = defineRule({
  id: "session-data/unusual-accepted",
  basis: "implied",
  title: "unusual keys, and strings with control characters, are accepted as session data",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["values", "session-keys", "session-control-characters"],
  judge: accepted(["unusual session data"]),
});
