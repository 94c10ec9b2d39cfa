import type { Credential } from "../../http/credentials.ts";
import { judgeEach } from "../../judging/judgement.ts";
import { BEARER } from "../rules/authentication.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { placeholderIn } from "./placeholder-key.ts";

const SHOWN: Readonly<Partial<Record<Credential, string>>> = {
  none: "no Authorization header",
  "in-query": "no Authorization header, and a key in the URL",
  basic: "the scheme Basic",
  "no-scheme": "a value without a scheme that is known",
  empty: "the word Bearer without a token",
};

/** The name of a secret in recorded text, or a parameter that can hold nothing else. */
const KEY_IN_URL = /<[a-z -]*key[^>]*>|[?&](access_token|api_?key|token|bearer)=[^&]/i;

/** The key, and where it goes. */
export const credentialRules: readonly ConsumerRule[] = [
  {
    id: "consumer/bearer-token",
    basis: "stated",
    title: "every request carries its bearer token in the Authorization header",
    quote: BEARER,
    notApplicable: "it called no operation that is known",
    judge: ({ requests }) =>
      judgeEach(
        requests.filter(({ exchange }) => exchange.operation !== undefined),
        ({ index, exchange }) => {
          const got = SHOWN[exchange.credential] ?? placeholderIn(exchange);
          return got === undefined
            ? undefined
            : { exchanges: [index], expected: "Authorization: Bearer <token>", got };
        },
      ),
  },
  {
    id: "consumer/key-not-in-url",
    basis: "implied",
    title: "the key is never in a URL, where logs and proxies keep it",
    quote: BEARER,
    notApplicable: "it called nothing",
    judge: ({ requests }) =>
      judgeEach(requests, ({ index, exchange: { request } }) =>
        KEY_IN_URL.test(request.path)
          ? { exchanges: [index], expected: "the key in the Authorization header only", got: request.path }
          : undefined,
      ),
  },
  {
    id: "consumer/key-not-sent-elsewhere",
    basis: "implied",
    title: "the key is shown to no other host",
    source: "good practice",
    notApplicable: "it called no other host",
    judge: ({ elsewhere }) =>
      judgeEach(elsewhere, ({ index, exchange: { credential, origin } }) =>
        credential === "none"
          ? undefined
          : {
              exchanges: [index],
              expected: "a request without the key",
              got: `the key, sent to ${origin}`,
            },
      ),
  },
  {
    id: "consumer/https-only",
    basis: "stated",
    title: "the API's host is called by https, so that nobody on the way reads the key",
    quote: "https://api.open.cx/chat/sessions/{session_id}/send",
    notApplicable: "it took the URL of the sandbox, which is on this machine",
    judge: ({ requests }) => {
      const named = requests.flatMap(({ index, exchange: { origin } }) =>
        origin === undefined || isLoopback(origin) ? [] : [{ index, origin }],
      );
      return judgeEach(named, ({ index, origin }) =>
        origin.startsWith("http:")
          ? {
              exchanges: [index],
              expected: `https, as in ${origin.replace("http:", "https:")}`,
              got: origin,
            }
          : undefined,
      );
    },
  },
];

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/]*\.localhost|127\.[\d.]+|\[::1\])(:|$)/.test(origin);
}
