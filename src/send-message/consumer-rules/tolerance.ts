import { type Run, type Send, statusOf } from "./consumer-analysis.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { likeHappy } from "./judge/like-happy.ts";

// What a consumer must be able to take.

export const consumerToleratesKeyOrder = defineConsumerRule({
  id: "consumer/tolerates-key-order",
  basis: "implied",
  title: "the order of a response's members means nothing",
  source: "good practice",
  conditions: ["key-order"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("the members of each answer in another order", ({ sends }) => sends.length > 0),
});

/** Whether a read followed a send, which is what shows that reads lag. */
function readsAfterSending({ requests, sends }: Run): boolean {
  const firstMs = sends[0]?.exchange.endedMs ?? Number.POSITIVE_INFINITY;
  return requests.some(
    ({ exchange }) =>
      (exchange.operation === "getSession" || exchange.operation === "listHistory") &&
      exchange.startedMs >= firstMs,
  );
}

export const consumerToleratesLaggingReads = defineConsumerRule({
  id: "consumer/tolerates-lagging-reads",
  basis: "implied",
  title: "a read that does not show the latest write yet is not a failure",
  source: "good practice",
  conditions: ["lagging-reads"],
  otherwise: "it read nothing back, or its happy runs differ, or not all was well in them",
  judge: likeHappy("reads that lag", readsAfterSending),
});

export const consumerToleratesSlowAnswers = defineConsumerRule({
  id: "consumer/tolerates-slow-answers",
  basis: "implied",
  title: "an answer that takes three seconds is waited for",
  source: "good practice",
  conditions: ["slow"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("an answer after three seconds", ({ sends }) => sends.length > 0),
});

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

export const consumerToleratesUnknownMembers = defineConsumerRule({
  id: "consumer/tolerates-unknown-members",
  basis: "implied",
  title: "members of a response that it does not know change nothing",
  source: "good practice",
  conditions: ["extra-members"],
  otherwise: "its happy runs differ, or not all was well in them, so that there is nothing to compare with",
  judge: likeHappy("more members in each answer", ({ sends }) => sends.length > 0),
});
