import { type Send, statusOf } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { likeHappy } from "./judge/like-happy.ts";

const OTHERS: readonly (number | undefined)[] = [201, 202];
const isOther = (send: Send) => OTHERS.includes(statusOf(send));

export const consumerToleratesSuccessCodes = defineConsumerRule({
  id: "consumer/tolerates-success-codes",
  basis: "implied",
  title: "201 and 202 are successes like 200: the page names no status",
  quote: "Default Response",
  conditions: ["created", "accepted"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("201 or 202 as the answer to a send", ({ sends }) => sends.some(isOther)),
});
