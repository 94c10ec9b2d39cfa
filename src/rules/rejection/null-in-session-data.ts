import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const rejectionNullInSessionData = defineRule({
  id: "rejection/null-in-session-data",
  basis: "implied",
  title: "null as a value of session data is refused",
  quote: "Values can be strings, numbers, or booleans.",
  scenarios: ["session-data-not-values", "late-rejections"],
  judge: refused(about.value("session", "null")),
});
