import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const robustnessUnknownSessionRefused = defineRule({
  id: "robustness/unknown-session-refused",
  basis: "implied",
  title: "a send to a session that does not exist is refused with a 4xx",
  quote: "The unique identifier of the chat session",
  scenarios: ["robustness"],
  judge: refused(about.session),
});
