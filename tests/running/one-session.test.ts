import { expect, test } from "vitest";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { findVariant } from "../../src/lab/variants/registry.ts";
import { createVariant } from "../../src/lab/variants/variant.ts";
import { tokensOf } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { type Handler, KEYS, sessionOf } from "../helpers/providers.ts";

/** Sound providers, in a session that all cases share: none meets what another one sent, or takes it for its own. */
test.concurrent.each(["history-lags-100-ms", "take-over-closes-for-good"])(
  "%s is accused of nothing in one session",
  async (name) => {
    const provider = createVariant(findVariant(name), { tokens: tokensOf(KEYS) });
    const handler: Handler = (request) => provider.fetch(request);
    const judged = await judge(
      { transport: fetchTransport(handler), keys: KEYS, session: await sessionOf(handler) },
      { profile: "standard", workers: 4, bounds: { settleMs: 800 } },
    );
    expect(idsOf(judged, "fail", "warn")).toEqual([]);
    const spans = judged.cases.map(({ exchanges }) => [exchanges[0]!.startedMs, exchanges.at(-1)!.endedMs]);
    spans.sort(([a], [b]) => a! - b!);
    for (const [at, [startedMs]] of spans.slice(1).entries())
      expect(startedMs).toBeGreaterThanOrEqual(spans[at]![1]!);
  },
);
