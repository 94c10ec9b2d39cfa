import { defineConsumerRule } from "./consumer-rule.ts";
import { likeHappy } from "./judge/like-happy.ts";

export const consumerToleratesUnknownMembers = defineConsumerRule({
  id: "consumer/tolerates-unknown-members",
  basis: "implied",
  title: "members of a response that it does not know change nothing",
  source: "good practice",
  conditions: ["extra-members"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("more members in each answer", ({ sends }) => sends.length > 0),
});
