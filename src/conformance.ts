import { randomBytes, randomInt } from "node:crypto";
import { selectRules } from "./cli/select-rules.ts";
import { connect } from "./cli/target.ts";
import { parseKey, parseUrl } from "./cli/value-kinds.ts";
import type { Omission } from "./evidence/omission.ts";
import type { RunProfile } from "./evidence/profile.ts";
import { fetchTransport } from "./http/fetch-transport.ts";
import { httpTransport } from "./http/http-transport.ts";
import type { KeySource } from "./http/renewable-key.ts";
import { withoutUndefined } from "./json/without-undefined.ts";
import { boundsOf, DEFAULT_WORKERS, defaultProfile } from "./running/profiles.ts";
import { runConformance as judge, type RunEvent } from "./running/run.ts";
import type { RunResult } from "./running/run-result.ts";
import type { Contract } from "./send-message/contract/contract.ts";
import { pageContract } from "./send-message/contract/page-contract.ts";
import { rules } from "./send-message/rules/registry.ts";
import type { Rule } from "./send-message/rules/rule.ts";

/** The provider to judge: at a URL (scheme, host, base path), or as a fetch handler in this process. */
export type ConformanceTarget = {
  /** A key that may do everything; or what gives one, asked again when the last has expired. */
  readonly token: string | KeySource;
  /** A valid key without the scope `chat-sessions:write`; without it, 403 is not judged. */
  readonly readOnlyToken?: string;
  /** A session that exists, where sessions cannot be created. */
  readonly session?: string;
  /** An address of this machine on which the suite listens as the external ticketing system. Default host: 127.0.0.1. */
  readonly ticketingSink?: { readonly host?: string; readonly port: number };
} & (
  | { readonly url: string | URL; readonly headers?: Readonly<Record<string, string>> }
  | { readonly fetch: (request: Request) => Response | Promise<Response> }
);

/** How to judge. Every option has the default of the command line; times in milliseconds. */
export interface ConformanceOptions {
  readonly profile?: RunProfile;
  /** Default: all of them. */
  readonly rules?: readonly Rule[];
  /** Leaves these out: ids, or globs with `*`. */
  readonly exclude?: readonly string[];
  /** What the provider lacks, or must not be sent. */
  readonly without?: readonly Omission[];
  /** Judges this part of the cases only; all parts need the same seed. `index` counts from 1. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Default: as the provider's 429 answers ask. */
  readonly maxRequestsPerSecond?: number;
  /** Implied rules fail instead of warning. */
  readonly strict?: boolean;
  /** A whole number from 0 to 2^32 - 1. Default: random. */
  readonly seed?: number;
  readonly workers?: number;
  /** How long a read may take to show a write. */
  readonly settleMs?: number;
  readonly maxRequests?: number;
  readonly maxSessions?: number;
  readonly maxTimeMs?: number;
  /** Default: the page's document; `loadContract` makes another. */
  readonly contract?: Contract;
  /** Ends the run between two requests; what was judged so far stands. */
  readonly signal?: AbortSignal;
}

/** The rules that options leave. @throws UsageError if no rule is left, or a pattern matches no rule */
export function chosenRules({ rules: all = rules, exclude }: ConformanceOptions): readonly Rule[] {
  return exclude === undefined ? all : selectRules(all, [], exclude);
}

/**
 * Judges a provider. The events tell how it goes; the last one, `ended`, holds the result, and so does the return value.
 * A provider's mistakes are outcomes, never exceptions.
 * @throws UsageError for a target without a valid URL or token
 */
export async function* runConformance(
  target: ConformanceTarget,
  options: ConformanceOptions = {},
): AsyncGenerator<RunEvent, RunResult> {
  const { token, readOnlyToken: readOnly, session, ticketingSink: sink } = target;
  // A variable that is not set is what a test is given most often instead.
  const key = typeof token === "function" ? token : parseKey(token, "the token of the target");
  const url = "fetch" in target ? undefined : parseUrl(String(target.url), "token or headers");
  const headers = "fetch" in target ? [] : Object.entries(target.headers ?? {});
  const plain = "fetch" in target ? fetchTransport(target.fetch) : httpTransport({ baseUrl: url!, headers });
  const { target: connected, close } = await connect(
    plain,
    withoutUndefined({ key, readOnly, headers, session, sink }),
  );
  const { without, shard, signal, maxRequestsPerSecond: ratePerSecond } = options;
  const { maxRequests, maxSessions, maxTimeMs, settleMs } = options;
  const profile = options.profile ?? defaultProfile(url);
  const run = withoutUndefined({
    contract: options.contract ?? pageContract,
    rules: chosenRules(options),
    profile,
    seed: options.seed ?? randomInt(2 ** 32),
    nonce: randomBytes(4).toString("hex"),
    strict: options.strict ?? false,
    without,
    shard,
    workers: options.workers ?? DEFAULT_WORKERS,
    bounds: boundsOf(profile, { maxRequests, maxSessions, maxTimeMs, settleMs, ratePerSecond }),
    signal,
  });
  try {
    return yield* judge(connected, run);
  } finally {
    await close();
  }
}
