import { fetchTransport } from "../../../src/http/fetch-transport.ts";
import { httpTransport } from "../../../src/http/http-transport.ts";
import { createVariant, type Variant } from "../../../src/lab/variants/variant.ts";
import { type Report, reportOf } from "../../../src/reports/report.ts";
import type { Target } from "../../../src/running/execution-context.ts";
import { runConformance } from "../../../src/running/run.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { tokensOf } from "../../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../../src/send-message/reference-provider/listen.ts";
import { rules } from "../../../src/send-message/rules/registry.ts";

const KEYS = { valid: "Reference-Key-ABCdef", readOnly: "Reference-Key-for-reading" };

/** The provider that the variants vary. */
export const correct: Variant = {
  name: "correct",
  description: "does as the page says",
  about: [],
  open: [],
};

/** The report of a standard run over the open points of a new provider of this variant. */
export async function observedBy(variant: Variant, seed: number): Promise<Report> {
  const provider = createVariant(variant, {
    tokens: tokensOf(KEYS),
  });
  if (variant.carry === undefined)
    return ended({ transport: fetchTransport(provider.fetch), keys: KEYS }, seed);
  const server = await listen(provider);
  const transport = httpTransport({ baseUrl: new URL(`${server.url}${variant.basePath ?? ""}`) });
  try {
    return await ended({ transport, keys: KEYS }, seed);
  } finally {
    await transport.close();
    await server.close();
  }
}

async function ended(target: Target, seed: number): Promise<Report> {
  const run = runConformance(target, {
    contract: pageContract,
    rules: rules.filter(({ basis }) => basis === "open"),
    profile: "standard",
    seed,
    nonce: `n${seed}`,
    strict: false,
    workers: 1 + (seed % 4),
    bounds: { maxRequests: 20_000, maxSessions: 5_000, maxTimeMs: 60_000, settleMs: 5_000 },
  });
  for (;;) {
    const step = await run.next();
    if (step.done)
      return reportOf(step.value, {
        subject: { kind: "provider", name: "variant", embedded: true },
        suite: { name: "opencx-conformance", version: "0", contract: pageContract.digest },
        strict: false,
      });
  }
}
