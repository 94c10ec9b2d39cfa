import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const sessionDataEmptyAccepted = defineRule({
  id: "session-data/empty-accepted",
  basis: "implied",
  title: "empty session data is accepted",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["nothing-changes"],
  judge: accepted(["empty session data"]),
});
