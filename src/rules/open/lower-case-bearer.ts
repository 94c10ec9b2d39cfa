import { answerTo } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openLowerCaseBearer = defineRule({
  id: "open/lower-case-bearer",
  basis: "open",
  title: "whether the word bearer may be in lower case",
  quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
  scenarios: ["bearer-case"],
  judge: answerTo((ask) => ask.credential === "lower-case-scheme"),
});
