import { defineConsumerRule } from "./consumer-rule.ts";

export const consumerKeyNotSentElsewhere = defineConsumerRule({
  id: "consumer/key-not-sent-elsewhere",
  basis: "implied",
  title: "the key is shown to no other host",
  source: "good practice",
  otherwise: "it called no other host",
  judge: ({ elsewhere }) => ({
    checked: elsewhere.length,
    violations: elsewhere
      .filter(({ exchange }) => exchange.credential !== "none")
      .map(({ index, exchange }) => ({
        exchanges: [index],
        expected: "a request without the key",
        got: `the key, sent to ${exchange.origin}`,
      })),
  }),
});
