import { about, refusedWith } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const authenticationAnswers401 = defineRule({
  id: "authentication/answers-401",
  basis: "implied",
  title: "a send without a valid key is answered 401",
  source: "Authentication",
  scenarios: ["wrong-keys"],
  judge: refusedWith(401, (ask) => about.credential(ask) && ask.answer !== "accepted"),
});
