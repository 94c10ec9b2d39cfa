import { statusOf } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openAcceptedStatus = defineRule({
  id: "open/accepted-status",
  basis: "open",
  title: "the status of an accepted send",
  quote: "Default Response",
  scenarios: ["merge"],
  judge: statusOf((ask) => ask.answer === "accepted"),
});
