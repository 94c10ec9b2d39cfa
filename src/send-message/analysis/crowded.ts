import type { Write } from "../../merge-oracle/write.ts";

/** Keys that every request and record can hold; beyond, a provider may refuse. */
const EVERY_PROVIDER_HOLDS = 20;

/** Exchanges by which a record would come to hold more keys of ours than every provider can hold. */
export function crowdedBy(writes: readonly Write[]): ReadonlySet<number> {
  const keys = new Map<string, Set<string>>();
  const crowded = new Set<number>();
  for (const [exchange, own] of Map.groupBy(writes, (write) => write.exchange)) {
    for (const [record, sent] of Map.groupBy(own, (write) => write.record)) {
      const held = keys.get(record) ?? new Set();
      const after = new Set([...held, ...sent.map(({ key }) => key)]);
      if (after.size > EVERY_PROVIDER_HOLDS) crowded.add(exchange);
      if (sent.some(({ fate }) => fate !== "refused")) keys.set(record, after);
    }
  }
  return crowded;
}
