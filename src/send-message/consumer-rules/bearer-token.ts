import type { Credential } from "../../http/credential.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { placeholderIn } from "./judge/placeholder-key.ts";

const SHOWN: Readonly<Partial<Record<Credential, string>>> = {
  none: "no Authorization header",
  "in-query": "no Authorization header, and a key in the URL",
  basic: "the scheme Basic",
  "no-scheme": "a value without a scheme that is known",
  empty: "the word Bearer without a token",
};

export const consumerBearerToken = defineConsumerRule({
  id: "consumer/bearer-token",
  basis: "stated",
  title: "every request carries its bearer token in the Authorization header",
  quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
  otherwise: "it called no operation that is known",
  judge: ({ requests }) => {
    const known = requests.filter(({ exchange }) => exchange.operation !== undefined);
    return {
      checked: known.length,
      violations: known.flatMap(({ index, exchange }) => {
        const got = SHOWN[exchange.credential] ?? placeholderIn(exchange);
        return got === undefined
          ? []
          : [{ exchanges: [index], expected: "Authorization: Bearer <token>", got }];
      }),
    };
  },
});
