import type { Run } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { likeHappy } from "./judge/like-happy.ts";

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
  title: "a read that does not show the latest write yet is no failure",
  source: "good practice",
  conditions: ["lagging-reads"],
  otherwise: "it read nothing back, or its happy runs differ, or not all was well in them",
  judge: likeHappy("reads that lag", readsAfterSending),
});
