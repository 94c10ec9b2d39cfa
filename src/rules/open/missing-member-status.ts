import { about } from "../judge/answers.ts";
import { statusOf } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openMissingMemberStatus = defineRule({
  id: "open/missing-member-status",
  basis: "open",
  title: "the status of a request that lacks a required member",
  quote: "Default Response",
  scenarios: ["shapes"],
  judge: statusOf(about.shape("required")),
});
