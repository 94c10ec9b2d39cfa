import { defineConsumerRule } from "./consumer-rule.ts";
import { waitsAfter } from "./judge/waiting.ts";

export const consumerRateLimitWaitedFor = defineConsumerRule({
  id: "consumer/rate-limit-waited-for",
  basis: "implied",
  title: "after 429 nothing is sent until Retry-After has passed",
  source: "good practice",
  conditions: ["rate-limited", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 429 with Retry-After",
  judge: waitsAfter(429),
});
