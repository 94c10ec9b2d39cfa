import type { Credential } from "../../http/credentials.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { placeholderIn } from "./judge/placeholder-key.ts";

// The key, and where it goes.

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

export const consumerKeyUsed = defineConsumerRule({
  id: "consumer/key-used",
  basis: "open",
  title: "whether it shows the key that it was given, or one of its own",
  source: "Authentication",
  otherwise: "it showed no key",
  judge: ({ requests }) => {
    const shown = new Set(
      requests.flatMap(({ exchange: { credential } }) =>
        credential === "wrong"
          ? ["one of its own"]
          : credential === "valid" || credential === "lower-case-scheme"
            ? ["the one that it was given"]
            : [],
      ),
    );
    if (shown.size === 0) return { checked: 0, violations: [] };
    return { checked: shown.size, violations: [], observed: [...shown].sort().join(", ") };
  },
});

/** The name of a secret in recorded text, or a parameter that can hold nothing else. */
const KEY_IN_URL = /<[a-z -]*key[^>]*>|[?&](access_token|api_?key|token|bearer)=[^&]/i;

export const consumerKeyNotInUrl = defineConsumerRule({
  id: "consumer/key-not-in-url",
  basis: "implied",
  title: "the key is never in a URL, where logs and proxies keep it",
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

export const consumerHttpsOnly = defineConsumerRule({
  id: "consumer/https-only",
  basis: "stated",
  title: "the API's host is called by https, so that nobody on the way reads the key",
  quote: "https://api.open.cx/chat/sessions/{session_id}/send",
  otherwise: "it took the URL of the sandbox, which is on this machine",
  judge: ({ requests }) => {
    const named = requests.filter(
      ({ exchange }) => exchange.origin !== undefined && !isLoopback(exchange.origin),
    );
    return {
      checked: named.length,
      violations: named
        .filter(({ exchange }) => exchange.origin!.startsWith("http:"))
        .map(({ index, exchange }) => ({
          exchanges: [index],
          expected: `https, as in ${exchange.origin!.replace("http:", "https:")}`,
          got: exchange.origin!,
        })),
    };
  },
});

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/]*\.localhost|127\.[\d.]+|\[::1\])(:|$)/.test(origin);
}

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
