import type { Json } from "../../json/json.ts";
import type { CustomData } from "../../send-message/reference-provider/store.ts";
import type { Apply } from "./effect.ts";
import { type Entry, entriesIn, entriesOf, kindOf, placeOf, type RecordKind } from "./entry.ts";

/** Entries as pairs of key and value, in their order. */
export type KeyValuePairs = Iterable<readonly [key: string, value: Json]>;

/** The entries as pairs. */
export function keyValuePairs(entries: readonly Entry[]): (readonly [string, Json])[] {
  return entries.map(({ key, value }) => [key, value] as const);
}

/** Puts other entries in the place of those that a call writes into one kind of record: none, one or several. */
export function changing(record: RecordKind, change: (entry: Entry) => KeyValuePairs): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    merge(call, target, seen, sent) {
      if (kindOf(target) !== record) return behaviour.merge(call, target, seen, sent);
      const changed = entriesIn(sent, record, seen).flatMap((entry) => [
        ...(when(call, entry) ? change(entry) : [[entry.key, entry.value] as const]),
      ]);
      return behaviour.merge(call, target, seen, Object.fromEntries(changed));
    },
  });
}

/** What one kind of record holds after a write that brings something. */
export function merging(
  record: RecordKind,
  merge: (seen: CustomData, sent: readonly Entry[]) => KeyValuePairs,
): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    merge(call, target, seen, sent) {
      const entries = kindOf(target) === record ? entriesIn(sent, record, seen) : [];
      return entries.some((entry) => when(call, entry))
        ? new Map(merge(seen, entries))
        : behaviour.merge(call, target, seen, sent);
    },
  });
}

/** Lets pass what is wrong with these entries. */
export function overlooking(record: RecordKind, fits: (entry: Entry) => boolean): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    async problems(call) {
      const problems = await behaviour.problems(call);
      if (problems.length === 0) return problems;
      const overlooked = new Set(
        entriesOf(call, [record])
          .filter((entry) => fits(entry) && when(call, entry))
          .map(placeOf),
      );
      return problems.filter(({ place }) => !overlooked.has(place));
    },
  });
}

/** Lets these entries pass whatever is wrong with them, and puts others in their place. */
export function lettingIn(
  record: RecordKind,
  fits: (entry: Entry) => boolean,
  stored: (entry: Entry) => KeyValuePairs,
): Apply {
  return inTurn(
    overlooking(record, fits),
    changing(record, (entry) => (fits(entry) ? stored(entry) : [[entry.key, entry.value]])),
  );
}

/** Deletes the keys that are sent with this value. */
export function deletingBy(record: RecordKind, value: Json): Apply {
  return merging(record, (seen, sent) =>
    [...seen, ...keyValuePairs(sent)].filter(
      ([key]) => !sent.some((entry) => entry.key === key && entry.value === value),
    ),
  );
}

/** One change after the other, under one trigger. */
export function inTurn(first: Apply, second: Apply): Apply {
  return (behaviour, when) => second(first(behaviour, when), when);
}
