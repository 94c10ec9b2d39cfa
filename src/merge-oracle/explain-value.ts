import { isObject, type Json } from "../json/json.ts";
import { sameValue } from "../json/same-value.ts";
import type { View } from "./view.ts";
import { isIn, type Write } from "./write.ts";

/**
 * How a record differs from what was written to it:
 * `absent`, an accepted key never came to be shown; `lost`, it was there and went; `stale`, it kept an older value;
 * `altered`, its value is none that was sent; `renamed`, a key that nobody sent but that is made from one;
 * `applied`, something that a refused request carried; `crossed`, data of another kind of record; `leaked`, of another record of this kind.
 */
export type DiscrepancyKind =
  | "absent"
  | "lost"
  | "stale"
  | "altered"
  | "renamed"
  | "applied"
  | "crossed"
  | "leaked";

interface Stray {
  readonly key: string;
  readonly got: Json;
  readonly view: View;
  /** Writes to this key of this record that were not refused. */
  readonly own: readonly Write[];
  readonly writes: readonly Write[];
  readonly tag: string;
  /** Whether a value was sent by another case. */
  readonly isForeign: (value: Json) => boolean;
  /** Whether it may have been there before the case. */
  readonly mayBeOlder: boolean;
}

/**
 * Says where a value comes from that the record must not show. `undefined` where nothing in the case accounts
 * for it: other keys that the provider keeps in a record are its own business.
 */
export function explainValue(it: Stray): { kind: DiscrepancyKind; write: Write } | undefined {
  const { key, got, view, own, writes, tag, mayBeOlder } = it;
  const refused = (write: Write) => write.acceptance === "refused";
  const carried = writes.filter((write) => write.key === key && sameValue(write.value, got));
  const here = (write: Write) => write.record === view.record;
  // What may have been there before says nothing of a refused write, or of one to another record.
  const before = carried.filter(
    (write) => write.startedMs <= view.endedMs && !(mayBeOlder && (refused(write) || !here(write))),
  );
  const pick = (kind: DiscrepancyKind, ...tests: ((write: Write) => boolean)[]) => {
    const write = before.find((candidate) => tests.every((test) => test(candidate)));
    return write === undefined ? undefined : { kind, write };
  };
  const exact =
    pick("applied", refused, here) ??
    pick("stale", here) ??
    pick(
      "crossed",
      (write) => write.kind !== view.kind && write.through === view.through && !refused(write),
    ) ??
    pick("applied", refused) ??
    pick("leaked", (write) => write.kind === view.kind) ??
    pick("crossed", (write) => write.kind !== view.kind);
  if (exact !== undefined) return exact;
  // Texts of a case are all different: one that stands under another key has been moved there.
  const ofText =
    typeof got === "string" && got.includes(tag)
      ? writes.filter((write) => !refused(write) && write.value === got)
      : [];
  const moved = ofText.find((write) => here(write) && write.key !== key);
  // Beside a key that is as it was sent, one that goes on from it is the provider's own: a time, a type, an older value.
  const goesOnFromIntact = writes.some(
    (write) => here(write) && isIn(view.data, write) && goesOn(key, write.key),
  );
  if (moved !== undefined && !isIn(view.data, moved) && !goesOnFromIntact)
    return { kind: "renamed", write: moved };
  // The same of another record's text: whatever the key, it has no business here.
  const foreign = moved === undefined ? ofText.find((write) => !here(write)) : undefined;
  if (foreign !== undefined)
    return { kind: foreign.kind === view.kind ? "leaked" : "crossed", write: foreign };
  // A text of another case tells nothing about the writes of this one: that it is here is judged where both are known.
  if (it.isForeign(got)) return undefined;
  const last = own.findLast((write) => write.startedMs <= view.endedMs);
  if (last !== undefined) return { kind: "altered", write: last };
  if (goesOnFromIntact || mayBeOlder) return undefined;
  const tagged = plainOf(key).includes(plainOf(tag));
  const origin =
    writes.find((write) => refused(write) && carries(write, key, got, tag)) ??
    // A key without the tag may be the provider's own, however like one that was sent: the value must tell, too.
    writes.find(
      (write) =>
        here(write) &&
        write.endedMs <= view.startedMs &&
        !Object.hasOwn(view.data, write.key) &&
        resembles(key, write.key) &&
        (tagged || sameValue(write.value, got)),
    ) ??
    (tagged ? writes.find((write) => refused(write) && resembles(key, write.key)) : undefined) ??
    (tagged ? writes.find((write) => resembles(key, write.key)) : undefined);
  if (origin === undefined) return undefined;
  if (refused(origin)) return { kind: "applied", write: origin };
  return { kind: here(origin) ? "renamed" : origin.kind === view.kind ? "leaked" : "crossed", write: origin };
}

/** Whether the write has this key, or as its value an object that has this entry. */
function carries(write: Write, key: string, got: Json, tag: string): boolean {
  if (write.key === key) return key.includes(tag) || isMadeFrom(got, write.value);
  return isObject(write.value) && Object.hasOwn(write.value, key) && sameValue(write.value[key], got);
}

/** Whether a value is this one, or what careless code makes of it: an untagged key may be anybody's. */
function isMadeFrom(got: Json, value: Json): boolean {
  // `String` calls what an object has under `toString`, and that may be anything.
  const text = typeof value === "object" ? "[object Object]" : String(value);
  return sameValue(got, value) || typeof got === "object" || got === text || got === JSON.stringify(value);
}

/** Whether a key is another one and something behind it: `plan_updated_at` of `plan`, or `plan@previous`. */
function goesOn(key: string, from: string): boolean {
  return key.startsWith(from) && /^[^\p{L}\p{N}]/u.test(key.slice(from.length));
}

/** Whether a key looks made from one that was sent: in another case, trimmed, normalised, flattened, cut or escaped. */
function resembles(key: string, sent: string): boolean {
  const [made, from] = [plainOf(key), plainOf(sent)];
  if (made.length < 3 || from.length < 3) return false;
  return made.startsWith(from) || (from.startsWith(made) && made.length >= 6);
}

function plainOf(key: string): string {
  return key
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
