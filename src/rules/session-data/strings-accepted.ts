import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const sessionDataStringsAccepted = defineRule({
  id: "session-data/strings-accepted",
  basis: "stated",
  title: "strings are accepted as session data",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["values", "session-strings", "merge"],
  judge: accepted(["session strings"]),
});
