import { randomBytes } from "node:crypto";
import type { Profile } from "../../src/evidence/profile.ts";
import { httpTransport } from "../../src/http/http-transport.ts";
import { listenForTickets } from "../../src/http/ticketing-sink.ts";
import { runConformance } from "../../src/running/run.ts";
import type { RunResult } from "../../src/running/run-result.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import type {
  ReferenceProvider,
  ReferenceProviderOptions,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { tokensOf } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { rules } from "../../src/send-message/rules/registry.ts";

/** What one run said of one provider. */
export interface Judged {
  readonly result: RunResult;
  /** Rules in the order in which they were found broken, with the requests and milliseconds gone by then. */
  readonly broken: readonly {
    readonly rule: string;
    readonly basis: string;
    readonly requests: number;
    readonly ms: number;
  }[];
}

export interface JudgeOptions {
  readonly seed: number;
  readonly profile?: Profile;
  /** Stops as soon as this rule is found broken, and cuts nothing down. */
  readonly until?: string;
  readonly maxTimeMs?: number;
  /** Stands before the paths of the operations. */
  readonly basePath?: string;
}

/** Judges a provider of this process over a real socket. */
export async function judgeProvider(
  make: (options: ReferenceProviderOptions) => ReferenceProvider,
  options: JudgeOptions,
): Promise<Judged> {
  const keys = {
    valid: `key-${randomBytes(8).toString("hex")}`,
    readOnly: `read-${randomBytes(8).toString("hex")}`,
  };
  const sink = await listenForTickets((text) => text);
  const provider = make({
    tokens: tokensOf(keys),
    ticketingUrl: sink.url,
  });
  const server = await listen(provider);
  const transport = httpTransport({ baseUrl: new URL(`${server.url}${options.basePath ?? ""}`) });
  const stop = new AbortController();
  const broken: { rule: string; basis: string; requests: number; ms: number }[] = [];
  const startedMs = performance.now();
  let result: RunResult | undefined;
  const events = runConformance(
    { transport, keys, ticketing: sink },
    {
      contract: pageContract,
      rules,
      profile: options.profile ?? "standard",
      seed: options.seed,
      nonce: randomBytes(4).toString("hex"),
      strict: false,
      workers: 4,
      bounds: {
        maxRequests: 20_000,
        maxSessions: 10_000,
        maxTimeMs: options.maxTimeMs ?? 120_000,
        settleMs: 5_000,
      },
      signal: stop.signal,
    },
  );
  for await (const event of events) {
    if (event.type === "judged") {
      for (const { id, basis } of event.broken) {
        broken.push({
          rule: id,
          basis,
          requests: event.requests,
          ms: Math.round(performance.now() - startedMs),
        });
      }
      if (options.until !== undefined && broken.some(({ rule }) => rule === options.until)) stop.abort();
    }
    if (event.type === "ended") result = event.result;
  }
  await transport.close();
  await server.close();
  await sink.close();
  if (result === undefined) throw new Error("the run ended without a result");
  return { result, broken };
}
