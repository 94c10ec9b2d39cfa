import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestJson = defineRule({
  id: "request/json",
  basis: "implied",
  title: "a body that is not JSON is refused",
  quote: "application/json",
  scenarios: ["robustness"],
  judge: refused(about.notJson),
});
