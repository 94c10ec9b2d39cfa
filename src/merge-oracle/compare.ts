import type { Json } from "../json/json.ts";
import { type DiscrepancyKind, explainValue } from "./explain-value.ts";
import { decidingViews, settledUntil, type View } from "./view.ts";
import { isIn, shows, type Write } from "./write.ts";

export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  readonly key: string;
  /** The values that a read may show; empty where the key must not be there. */
  readonly expected: readonly Json[];
  /** `undefined` where the key is not there. */
  readonly got: Json | undefined;
  /** The write that came to nothing, or the one that the stray data comes from. */
  readonly write: Write;
  readonly view: View;
  /** Another accepted write to the same record, or a request that was sent together with it, was under way at the same time. */
  readonly concurrent: boolean;
}

/** What the views say of the writes: each difference, and how much was compared to find them. */
export interface Comparison {
  readonly discrepancies: readonly Discrepancy[];
  /** Keys that were judged, as write and view. */
  readonly judged: readonly { readonly write: Write; readonly view: View; readonly concurrent: boolean }[];
  /** Accepted writes that no read decides about. */
  readonly undecided: readonly Write[];
  /** Views that are not late for anything that ended by then. */
  readonly settled: readonly View[];
  readonly writes: readonly Write[];
  readonly views: readonly View[];
}

/**
 * Compares what reads showed with what was written, both in the order in which they began. `tag` stands in keys and
 * texts of the case; `patienceMs` after a write every read shows it, `Infinity` where that is not known. `isForeign` says
 * of a value that another case sent it, `mayBeOlder` of one in a view that it may have been there before the case, `mayBeSame`
 * of a write to another record that it may have gone to the record of the view.
 */
export function compare(
  writes: readonly Write[],
  views: readonly View[],
  {
    tag,
    patienceMs,
    isForeign,
    mayBeOlder,
    mayBeSame,
  }: {
    readonly tag: string;
    readonly patienceMs: number;
    readonly isForeign: (value: Json) => boolean;
    readonly mayBeOlder: (value: Json, key: string, view: View) => boolean;
    readonly mayBeSame?: (write: Write, view: View) => boolean;
  },
): Comparison {
  const discrepancies: Discrepancy[] = [];
  const judged: Comparison["judged"][number][] = [];
  const settled: View[] = [];
  const deciding = new Set(decidingViews(views, writes));
  /** Kinds of records that were seen to show something that was written to them. */
  const seen = new Set<string>();
  /** When a key was last seen in a record, anywhere and through one way. */
  const shownAtMs = new Map<string, number>();
  for (const view of views) {
    const own = writes.filter((write) => write.record === view.record && write.startedMs <= view.endedMs);
    if (own.some((write) => isShown(write, view))) seen.add(view.kind);
    const untilOf = deciding.has(view) ? settledUntil(view, own, seen.has(view.kind), patienceMs) : undefined;
    if (untilOf !== undefined) settled.push(view);
    const byKey = Map.groupBy(own, (write) => write.key);
    const keys = new Set([...byKey.keys(), ...Object.keys(view.data)]);
    for (const key of keys) {
      const mine = (byKey.get(key) ?? []).filter((write) => write.acceptance !== "refused");
      const definite =
        untilOf === undefined
          ? []
          : mine.filter(
              (write) => write.acceptance === "accepted" && isDue(write, untilOf(write.through), view),
            );
      const candidates = mine.filter(
        (write) =>
          write.acceptance === "unknown" || !definite.some((later) => later.startedMs > write.endedMs),
      );
      for (const write of definite) judged.push({ write, view, concurrent: isConcurrent(write, own) });
      const last = definite.at(-1);
      const got = Object.hasOwn(view.data, key) ? view.data[key] : undefined;
      let found: Pick<Discrepancy, "kind" | "write"> | undefined;
      if (got !== undefined) {
        shownAtMs.set(`${view.through} ${view.record} ${key}`, view.startedMs);
        shownAtMs.set(`${view.record} ${key}`, view.startedMs);
        if (candidates.some((write) => shows(write, got))) continue;
        const mayBeFrom = (write: Write) =>
          write.key === key &&
          write.acceptance !== "refused" &&
          shows(write, got) &&
          mayBeSame?.(write, view);
        if (writes.some(mayBeFrom)) continue;
        const isOlder = mayBeOlder(got, key, view);
        found = explainValue({
          ...{ key, got, view, own: mine, writes, tag, isForeign },
          mayBeOlder: isOlder,
        });
        // Before the record has settled, an older value is no news; a value that nobody may see is, at any time.
        if (found?.kind === "stale" && untilOf === undefined) continue;
        // What is not due, or is shown by a later read as it was written, was not there yet: this was in its place before.
        if (
          found?.kind === "altered" &&
          last === undefined &&
          (isOlder || isShownLater(found.write, view, views))
        )
          continue;
        // An old value tells of the write that should have replaced it.
        if (found?.kind === "stale" && last !== undefined) found = { kind: "stale", write: last };
      } else if (last !== undefined) {
        const wasShown = (place: string) => (shownAtMs.get(`${place} ${key}`) ?? 0) > last.endedMs;
        const isLost =
          wasShown(`${view.through} ${view.record}`) ||
          (last.through === view.through && wasShown(view.record)) ||
          isReplaced(last, own, view);
        found = { kind: isLost ? "lost" : "absent", write: last };
      }
      if (found === undefined) continue;
      discrepancies.push({
        ...{ ...found, view, key, expected: candidates.map(({ value }) => value), got },
        concurrent: isConcurrent(found.write, own),
      });
    }
  }
  const decided = new Set(judged.map((entry) => entry.write));
  const undecided = writes.filter((write) => write.acceptance === "accepted" && !decided.has(write));
  return { discrepancies, judged, undecided, settled, writes, views };
}

/** Whether a view shows this write, which was accepted. */
export function isShown(write: Write, view: View): boolean {
  return write.acceptance === "accepted" && isIn(view.data, write);
}

/** Whether a read that came in the same way after this one shows the write. */
function isShownLater(write: Write, view: View, views: readonly View[]): boolean {
  return views.some(
    (later) =>
      later.record === view.record &&
      later.through === view.through &&
      later.startedMs >= view.endedMs &&
      isIn(later.data, write),
  );
}

/** Whether a view that is settled until then must reflect the write; one that it shows is reflected anyway. */
function isDue(write: Write, untilMs: number, view: View): boolean {
  return write.endedMs <= untilMs || (write.endedMs <= view.startedMs && isShown(write, view));
}

/** Whether another write to the record, or a request that was sent together with it, was under way at the same time. */
function isConcurrent(write: Write, own: readonly Write[]): boolean {
  return (
    write.sentTogether ||
    own.some(
      (other) =>
        other.exchange !== write.exchange &&
        other.acceptance === "accepted" &&
        other.startedMs < write.endedMs &&
        write.startedMs < other.endedMs,
    )
  );
}

/** Whether the view holds the latest accepted request alone, and nothing of any earlier one: a replaced record. */
function isReplaced(write: Write, own: readonly Write[], view: View): boolean {
  const accepted = own.filter((other) => other.acceptance === "accepted");
  const latestMs = Math.max(...accepted.map((other) => other.startedMs));
  const latest = accepted.filter((other) => other.startedMs === latestMs);
  // A value that both sent is there either way.
  const isEarlier = (other: Write) => !latest.some(({ key }) => key === other.key);
  return (
    write.endedMs <= latestMs &&
    write.through === view.through &&
    latest.some((other) => isShown(other, view)) &&
    !accepted.some((other) => isEarlier(other) && isShown(other, view))
  );
}
