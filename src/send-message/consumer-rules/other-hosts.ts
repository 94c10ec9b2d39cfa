import { defineConsumerRule } from "./consumer-rule.ts";

export const consumerOtherHosts = defineConsumerRule({
  id: "consumer/other-hosts",
  basis: "open",
  title: "which other hosts it calls",
  source: "good practice",
  otherwise: "it called no other host",
  judge: ({ elsewhere }) => {
    if (elsewhere.length === 0) return { checked: 0, violations: [] };
    const hosts = elsewhere.map(
      ({ exchange }) => `${exchange.origin} (${exchange.error?.kind === "refused" ? "refused" : "allowed"})`,
    );
    return { checked: elsewhere.length, violations: [], observed: [...new Set(hosts)].sort() };
  },
});
