import type { Case } from "../../evidence/case.ts";
import type { RecordKind } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { type Facts, mayBeRelinked } from "./facts.ts";
import { contactRecord, isIn, sessionRecord, type Write } from "./writes.ts";

/** One record as one read showed it. */
export interface View {
  readonly kind: RecordKind;
  readonly record: string;
  /** The session through which it was read. */
  readonly session: string;
  readonly data: JsonObject;
  readonly exchange: number;
  /** What was written before the read began is in it once the record has settled; what began before it ended may be. */
  readonly startedMs: number;
  readonly endedMs: number;
}

export function viewsOf(it: Case, facts: Facts): View[] {
  return facts.reads.flatMap((read) => {
    const session = facts.sessions.get(read.session);
    const base = {
      session: read.session,
      exchange: read.exchange,
      startedMs: it.exchanges[read.exchange]!.startedMs,
      endedMs: it.exchanges[read.exchange]!.endedMs,
    };
    const ofSession = {
      ...base,
      kind: "session" as const,
      record: sessionRecord(read.session),
      data: read.sessionData,
    };
    // Whose data such a session shows is left open.
    if (mayBeRelinked(facts, read.session, read.exchange)) return [ofSession];
    return [
      ofSession,
      {
        ...base,
        kind: "contact" as const,
        record: contactRecord(session, undefined, read.session),
        data: read.contactData,
      },
    ];
  });
}

/**
 * The views that decide what must be there: of each record, through each session, the last one before the
 * record is written to again. An earlier one may just be late.
 */
export function decidingViews(views: readonly View[], writes: readonly Write[]): View[] {
  return views.filter((view, index) => {
    const next = views.findIndex(
      (other, at) => at > index && other.record === view.record && other.session === view.session,
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
 * Until when this view reflects every write, on the run's clock: a write shown in it vouches for all that ended
 * before that write began, since its key was written only once; and patience spent vouches for what is older.
 * `undefined` where the record was never seen to show anything that was written to it.
 */
export function horizonOf(
  view: View,
  writes: readonly Write[],
  seenBefore: boolean,
  patienceMs: number,
): number | undefined {
  const own = writes.filter((write) => write.record === view.record);
  const shown = own.filter(
    (write) =>
      write.fate === "accepted" &&
      isIn(view.data, write) &&
      own.every((other) => other === write || other.key !== write.key),
  );
  const vouched = Math.max(...shown.map((write) => write.startedMs), Number.NEGATIVE_INFINITY);
  if (shown.length === 0 && !seenBefore) return undefined;
  return Math.max(vouched, view.startedMs - patienceMs);
}
