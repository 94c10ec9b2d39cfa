import type { Credential } from "../../http/credentials.ts";
import type { Json } from "../../json/json.ts";
import { UNCONCERNED } from "../../judging/judgement.ts";
import { BEARER } from "../rules/authentication.ts";
import type { ConsumerAnalysis, Received } from "./consumer-analysis.ts";
import { isStarted } from "./consumer-case.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { every } from "./judge/every.ts";
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
    notApplicable: "it called no operation that is known, or its keys were left out of the recording",
    judge: every("requests", (it, analysis) => {
      if (it.operation === undefined || isLeftOut(it, analysis)) return undefined;
      const got = SHOWN[it.credential] ?? placeholderIn(it);
      return got === undefined ? [] : [{ expected: "Authorization: Bearer <token>", got }];
    }),
  },
  {
    id: "consumer/key-not-in-url",
    basis: "implied",
    title: "the key is never in a URL, where logs and proxies keep it",
    quote: BEARER,
    notApplicable: "it called nothing",
    judge: every("requests", ({ request }) =>
      KEY_IN_URL.test(request.path)
        ? [{ expected: "the key in the Authorization header only", got: request.path }]
        : [],
    ),
  },
  {
    id: "consumer/key-not-in-body",
    basis: "implied",
    title: "no value in a body is the key, since bodies are kept and shown as data",
    quote: BEARER,
    notApplicable: "it sent no JSON",
    judge: every("sends", ({ body }) => {
      if (body === undefined) return undefined;
      const place = placeOfKey(body);
      return place === undefined
        ? []
        : [{ expected: "the key in the Authorization header only", got: `the key at ${place}` }];
    }),
  },
  {
    id: "consumer/key-not-logged",
    basis: "implied",
    title: "the key is not written to standard output or standard error, which logs keep",
    source: "good practice",
    notApplicable: "this run does not show it: let the suite start the program",
    judge: ({ program, requests }) => {
      if (!isStarted(program)) return UNCONCERNED;
      const violations = (program.keyShownOn ?? []).map((stream) => ({
        exchanges: requests.slice(0, 1).map(({ index }) => index),
        expected: "output without the key",
        got: `the value of OPENCX_API_KEY on ${stream}`,
      }));
      return { checked: 1, violations };
    },
  },
  {
    id: "consumer/key-not-sent-elsewhere",
    basis: "implied",
    title: "the key is shown to no other host",
    source: "good practice",
    notApplicable: "it called no other host",
    judge: every("elsewhere", ({ credential, origin }) =>
      credential === "none"
        ? []
        : [{ expected: "a request without the key", got: `the key, sent to ${origin}` }],
    ),
  },
  {
    id: "consumer/https-only",
    basis: "stated",
    title: "the API's host is called by https, so that nobody on the way reads the key",
    quote: "https://api.open.cx/chat/sessions/{session_id}/send",
    notApplicable: "it took the URL of the sandbox, which is on this machine",
    judge: every("requests", ({ origin }) => {
      if (origin === undefined || isLoopback(origin)) return undefined;
      return origin.startsWith("http:")
        ? [{ expected: `https, as in ${origin.replace("http:", "https:")}`, got: origin }]
        : [];
    }),
  },
];

/** Where a recorded key is the whole of a value: within a text its name may be a text of the program. */
function placeOfKey(value: Json, place = ""): string | undefined {
  if (typeof value === "string") return /^(bearer\s+)?<(api|other)-key>$/i.test(value) ? place : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value)
    .map(([name, inner]) => placeOfKey(inner, `${place}/${name}`))
    .find((found) => found !== undefined);
}

/** Exports leave keys out by default: where a recording shows none at all, nobody knows what was sent. */
function isLeftOut({ credential }: Received, { runs }: ConsumerAnalysis): boolean {
  return (
    credential === "none" &&
    runs.every(
      ({ program, requests }) =>
        program.condition === "recorded" && requests.every((other) => other.credential === "none"),
    )
  );
}

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/]*\.localhost|127\.[\d.]+|\[::1\])(:|$)/.test(origin);
}
