import type { Case } from "../../evidence/case.ts";
import type { RecordKind } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import { attribute, type DiscrepancyKind } from "./attribute.ts";
import type { Facts } from "./facts.ts";
import { decidingViews, horizonOf, type View, viewsOf } from "./views.ts";
import { isIn, shows, type Write, writesOf } from "./writes.ts";

export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  readonly record: RecordKind;
  readonly key: string;
  /** The values that a read may show; empty where the key must not be there. */
  readonly expected: readonly Json[];
  /** `undefined` where the key is not there. */
  readonly got: Json | undefined;
  /** The write that came to nothing, or the one that the stray data comes from. */
  readonly write: Write;
  readonly view: View;
  /** Another accepted write to the same record, or another send of its step, was under way at the same time. */
  readonly concurrent: boolean;
}

/** What the case shows about custom data: each difference, and how much was compared to find them. */
export interface Comparison {
  readonly discrepancies: readonly Discrepancy[];
  /** Keys that were judged, as write and view. */
  readonly judged: readonly { readonly write: Write; readonly view: View; readonly concurrent: boolean }[];
  /** Accepted writes that no read decides about. */
  readonly undecided: readonly Write[];
  /** Views that are not late for anything that ended by their horizon. */
  readonly settled: readonly { readonly view: View; readonly horizonMs: number }[];
  readonly writes: readonly Write[];
  readonly views: readonly View[];
}

export function compare(it: Case, facts: Facts): Comparison {
  const views = viewsOf(it, facts);
  const writes = writesOf(it, facts).map((write) => asFarAsShown(write, it, views));
  const discrepancies: Discrepancy[] = [];
  const judged: { write: Write; view: View; concurrent: boolean }[] = [];
  const settled: { view: View; horizonMs: number }[] = [];
  const deciding = new Set(decidingViews(views, writes));
  const seen = new Set<string>();
  /** When a key was last seen in a record, anywhere and through one session. */
  const shownAtMs = new Map<string, number>();
  for (const view of views) {
    const own = writes.filter((write) => write.record === view.record && write.startedMs <= view.endedMs);
    if (own.some((write) => isShown(write, view))) seen.add(view.record);
    const horizon = deciding.has(view)
      ? horizonOf(view, own, seen.has(view.record), it.patienceMs ?? Number.POSITIVE_INFINITY)
      : undefined;
    if (horizon !== undefined) settled.push({ view, horizonMs: horizon });
    const byKey = Map.groupBy(own, (write) => write.key);
    const keys = new Set([...byKey.keys(), ...Object.keys(view.data)]);
    for (const key of keys) {
      const mine = (byKey.get(key) ?? []).filter((write) => write.fate !== "refused");
      const definite =
        horizon === undefined
          ? []
          : mine.filter((write) => write.fate === "accepted" && isDue(write, horizon, view));
      const candidates = mine.filter(
        (write) => write.fate === "unknown" || !definite.some((later) => later.startedMs > write.endedMs),
      );
      const got = Object.hasOwn(view.data, key) ? view.data[key] : undefined;
      const overlap = (write: Write) => isConcurrent(write, own, it);
      for (const write of definite) judged.push({ write, view, concurrent: overlap(write) });
      if (got === undefined) {
        const last = definite.at(-1);
        if (last === undefined) continue;
        const wasShown = (place: string) => (shownAtMs.get(`${place} ${key}`) ?? 0) > last.endedMs;
        const kind =
          wasShown(`${view.session} ${view.record}`) ||
          (last.session === view.session && wasShown(view.record)) ||
          isReplaced(last, own, view)
            ? "lost"
            : "absent";
        discrepancies.push({
          kind,
          record: view.kind,
          key,
          expected: candidates.map((w) => w.value),
          got,
          write: last,
          view,
          concurrent: overlap(last),
        });
        continue;
      }
      shownAtMs.set(`${view.session} ${view.record} ${key}`, view.startedMs);
      shownAtMs.set(`${view.record} ${key}`, view.startedMs);
      if (candidates.some((write) => shows(write, got))) continue;
      // Before the record has settled, an older value is no news; a value that nobody may see is, at any time.
      const found = attribute({ key, got, view, own: mine, writes, tag: it.tag });
      if (found === undefined || (found.kind === "stale" && horizon === undefined)) continue;
      // An old value tells of the write that should have replaced it.
      const write = (found.kind === "stale" ? definite.at(-1) : undefined) ?? found.write;
      discrepancies.push({
        kind: found.kind,
        write,
        record: view.kind,
        key,
        expected: candidates.map((w) => w.value),
        got,
        view,
        concurrent: overlap(write),
      });
    }
  }
  const decided = new Set(judged.map((entry) => entry.write));
  const undecided = writes.filter((write) => write.fate === "accepted" && !decided.has(write));
  return { discrepancies, judged, undecided, settled, writes, views };
}

/**
 * What Create Session and Create contact do with data is no duty of the operation under test: data that it was given counts from when
 * it was shown, and where it never was, it may or may not be there.
 */
function asFarAsShown(write: Write, it: Case, views: readonly View[]): Write {
  const isCreation = it.exchanges[write.exchange]!.operation !== "sendMessage";
  if (!isCreation || write.fate !== "accepted") return write;
  const wasShown = views.some((view) => view.record === write.record && isShown(write, view));
  return wasShown ? write : { ...write, fate: "unknown" };
}

function isShown(write: Write, view: View): boolean {
  return write.fate === "accepted" && isIn(view.data, write);
}

/** Whether a view with this horizon must reflect the write; one that it shows is reflected anyway. */
function isDue(write: Write, horizon: number, view: View): boolean {
  return write.endedMs <= horizon || (write.endedMs <= view.startedMs && isShown(write, view));
}

/** Whether another write to the record, or another send of the same step, was under way at the same time. */
function isConcurrent(write: Write, own: readonly Write[], it: Case): boolean {
  const meets = (other: { readonly startedMs: number; readonly endedMs: number }) =>
    other.startedMs < write.endedMs && write.startedMs < other.endedMs;
  const { step } = it.exchanges[write.exchange]!;
  return (
    own.some((other) => other.exchange !== write.exchange && other.fate === "accepted" && meets(other)) ||
    (it.steps[step]?.do === "together" &&
      it.exchanges.some((other, index) => index !== write.exchange && other.step === step && meets(other)))
  );
}

/** Whether the view holds the latest accepted request alone, and nothing of any earlier one: a replaced record. */
function isReplaced(write: Write, own: readonly Write[], view: View): boolean {
  const accepted = own.filter((other) => other.fate === "accepted");
  const latest = Math.max(...accepted.map((other) => other.startedMs));
  return (
    write.endedMs <= latest &&
    write.session === view.session &&
    accepted.some(
      (other) => other.startedMs === latest && other.session === view.session && isShown(other, view),
    ) &&
    !accepted.some((other) => other.startedMs !== latest && isShown(other, view))
  );
}
