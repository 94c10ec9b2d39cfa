import type { Profile } from "../../../src/evidence/profile.ts";
import { fetchTransport } from "../../../src/http/fetch-transport.ts";
import { httpTransport } from "../../../src/http/http-transport.ts";
import { createVariant, type Variant } from "../../../src/lab/variants/variant.ts";
import type { Target } from "../../../src/running/execution-context.ts";
import { type RunOptions, runConformance } from "../../../src/running/run.ts";
import type { RunResult } from "../../../src/running/run-result.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { tokensOf } from "../../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../../src/send-message/reference-provider/listen.ts";
import type { Rule } from "../../../src/send-message/rules/rule.ts";

const KEYS = { valid: "Reference-Key-ABCdef", readOnly: "Reference-Key-for-reading" };

/** What the suite says of a variant, by these rules; over a socket where the variant is about the wire. */
export async function judged(variant: Variant, rules: readonly Rule[], profile: Profile): Promise<RunResult> {
  const provider = createVariant(variant, {
    tokens: tokensOf(KEYS),
  });
  const options: RunOptions = {
    contract: pageContract,
    rules,
    profile,
    seed: 1,
    nonce: "v",
    strict: false,
    workers: 4,
    bounds: { maxRequests: 20_000, maxSessions: 5_000, maxTimeMs: 60_000, settleMs: 5_000 },
  };
  if (variant.carry === undefined)
    return ended({ transport: fetchTransport(provider.fetch), keys: KEYS }, options);
  const server = await listen(provider);
  const transport = httpTransport({ baseUrl: new URL(`${server.url}${variant.basePath ?? ""}`) });
  try {
    return await ended({ transport, keys: KEYS }, options);
  } finally {
    await transport.close();
    await server.close();
  }
}

async function ended(target: Target, options: RunOptions): Promise<RunResult> {
  const run = runConformance(target, options);
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
  }
}
