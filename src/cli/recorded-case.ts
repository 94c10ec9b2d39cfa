import type { Case } from "../evidence/case.ts";
import type { Exchange } from "../http/exchange.ts";
import type { ConsumerCase } from "../send-message/consumer-rules/consumer-case.ts";

/**
 * What a recording of somebody's traffic says about the provider at the other end: one case without steps. Of several
 * hosts the one that was sent most is judged. `patienceMs` is how long a read may miss a write.
 */
export function caseOfRecording(
  recording: ConsumerCase,
  patienceMs: number,
): { readonly case: Case; readonly origin: string | undefined } {
  const addressed = recording.received.filter(({ operation }) => operation !== undefined);
  const byOrigin = [...Map.groupBy(addressed, ({ origin }) => origin)];
  const [origin, own] = byOrigin.sort(([, a], [, b]) => b.length - a.length)[0] ?? [undefined, []];
  return {
    origin,
    case: {
      id: "recording/0",
      scenario: "recording",
      tag: "opencx-conformance-recording",
      steps: [],
      exchanges: own.map(({ origin: _, ...exchange }) => ({ ...withKey(exchange), step: -1 })),
      received: [],
      programs: [],
      patienceMs,
    },
  };
}

/** Exports leave keys out by default: a request that was let pass without one says nothing about keys. */
function withKey(exchange: Exchange): Exchange {
  const status = exchange.response?.status;
  return exchange.credential === "none" && status !== 401 ? { ...exchange, credential: "valid" } : exchange;
}
