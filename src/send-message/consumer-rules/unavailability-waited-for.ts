import { defineConsumerRule } from "./consumer-rule.ts";
import { waitsAfter } from "./judge/waiting.ts";

export const consumerUnavailabilityWaitedFor = defineConsumerRule({
  id: "consumer/unavailability-waited-for",
  basis: "implied",
  title: "after 503 nothing is sent until Retry-After has passed",
  source: "good practice",
  conditions: ["unavailable", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 503 with Retry-After",
  judge: waitsAfter(503),
});
