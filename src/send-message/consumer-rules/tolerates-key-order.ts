import { defineConsumerRule } from "./consumer-rule.ts";
import { likeHappy } from "./judge/like-happy.ts";

export const consumerToleratesKeyOrder = defineConsumerRule({
  id: "consumer/tolerates-key-order",
  basis: "implied",
  title: "the order of a response's members means nothing",
  source: "good practice",
  conditions: ["key-order"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("the members of each answer in another order", ({ sends }) => sends.length > 0),
});
