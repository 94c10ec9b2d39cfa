import { extraMembers } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openExtraResponseMembers = defineRule({
  id: "open/extra-response-members",
  basis: "open",
  title: "members of the answer beside those of the page",
  quote: "Default Response",
  scenarios: ["merge"],
  judge: extraMembers,
});
