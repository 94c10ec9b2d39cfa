import { defineConsumerRule } from "./consumer-rule.ts";

/** The name of a secret in recorded text, or a parameter that can hold nothing else. */
const KEY_IN_URL = /<[a-z -]*key[^>]*>|[?&](access_token|api_?key|token|bearer)=[^&]/i;

export const consumerKeyNotInUrl = defineConsumerRule({
  id: "consumer/key-not-in-url",
  basis: "implied",
  title: "the key stands in no URL, where logs and proxies keep it",
  quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
  otherwise: "it called nothing",
  judge: ({ requests }) => ({
    checked: requests.length,
    violations: requests
      .filter(({ exchange }) => KEY_IN_URL.test(exchange.request.path))
      .map(({ index, exchange }) => ({
        exchanges: [index],
        expected: "the key in the Authorization header only",
        got: exchange.request.path,
      })),
  }),
});
