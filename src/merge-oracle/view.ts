import type { JsonObject } from "../json/json.ts";
import { isIn, type Write } from "./write.ts";

/** One record as one read showed it. */
export interface View {
  readonly kind: string;
  readonly record: string;
  /** Where the read came in. */
  readonly through: string;
  readonly data: JsonObject;
  readonly exchange: number;
  /** What was written before the read began is in it once the record has settled; what began before it ended may be. */
  readonly startedMs: number;
  readonly endedMs: number;
}

/**
 * The views that decide what must be there: of each record, each way it is reached, the last one before the
 * record is written to again. An earlier one may just be late.
 */
export function decidingViews(views: readonly View[], writes: readonly Write[]): View[] {
  return views.filter((view, index) => {
    const next = views.findIndex(
      (other, at) => at > index && other.record === view.record && other.through === view.through,
    );
    if (next === -1) return true;
    const until = views[next]!.startedMs;
    return writes.some(
      (write) =>
        write.record === view.record && write.startedMs >= view.startedMs && write.startedMs <= until,
    );
  });
}

/**
 * Until when this view reflects every write to its record that came in one way, on the run's clock: a write shown in it
 * vouches for all that came in the same way and ended before that write began, since its key was written only once; and
 * patience spent vouches for what is older. One way may be ahead of another: each has a queue of its own.
 * `undefined` where no record of its kind was ever seen to show anything that was written to it.
 */
export function settledUntil(
  view: View,
  writes: readonly Write[],
  seenBefore: boolean,
  patienceMs: number,
): ((through: string) => number) | undefined {
  const shown = writes.filter(
    (write) =>
      write.acceptance === "accepted" &&
      isIn(view.data, write) &&
      writes.every((other) => other === write || other.key !== write.key),
  );
  if (shown.length === 0 && !seenBefore) return undefined;
  const waitedFor = view.startedMs - patienceMs;
  const vouched = new Map<string, number>();
  for (const { through, startedMs } of shown)
    vouched.set(through, Math.max(vouched.get(through) ?? waitedFor, startedMs));
  return (through) => vouched.get(through) ?? waitedFor;
}
