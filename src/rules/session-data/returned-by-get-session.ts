import { returned } from "../judge/returned.ts";
import { defineRule } from "../rule.ts";

export const sessionDataReturnedByGetSession = defineRule({
  id: "session-data/returned-by-get-session",
  basis: "stated",
  title: "session data that was accepted is returned by Get Session",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: ["merge"],
  judge: returned,
});
