import { defineConsumerRule } from "./consumer-rule.ts";
import { likeHappy } from "./judge/like-happy.ts";

export const consumerToleratesSlowAnswers = defineConsumerRule({
  id: "consumer/tolerates-slow-answers",
  basis: "implied",
  title: "an answer that takes three seconds is waited for",
  source: "good practice",
  conditions: ["slow"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("an answer after three seconds", ({ sends }) => sends.length > 0),
});
