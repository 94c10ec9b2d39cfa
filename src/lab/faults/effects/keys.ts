import type { Json, JsonObject } from "../../../json/json.ts";
import { changing, keyValuePairs, merging } from "../changes.ts";
import { CONTEXTS, type Effect } from "../effect.ts";
import { RECORDS, type RecordKind } from "../entry.ts";

/** Keys that are taken for a path, or taken for one another. */
export const keyEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  {
    name: `${record}-keys-expanded-at-dots`,
    description: `expands keys with dots into objects in ${record} data`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: changing(record, ({ key, value }) => [expanded(key.split("."), value)]),
  },
  {
    name: `${record}-keys-expanded-at-brackets`,
    description: `expands keys with brackets into objects in ${record} data`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: changing(record, ({ key, value }) => [expanded(key.replaceAll("]", "").split("["), value)]),
  },
  {
    name: `${record}-keys-of-one-letter-case`,
    description: `takes keys of ${record} data for the same when they differ in case only`,
    rules: [`${record}-data/sent-keys-added`],
    triggers: CONTEXTS,
    apply: same(record, (key) => key.toLowerCase()),
  },
  {
    name: `${record}-keys-of-one-normal-form`,
    description: `takes keys of ${record} data for the same when their normal forms are`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: same(record, (key) => key.normalize("NFC")),
  },
  {
    name: `${record}-keys-padded-alike`,
    description: `takes keys of ${record} data for the same when they differ in spaces at their ends only`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: same(record, (key) => key.trim()),
  },
]);

/** Lets a key be stored under the first spelling that was seen of it. */
function same(record: RecordKind, fold: (key: string) => string) {
  return merging(record, (seen, sent) => {
    const spellings = new Map([...seen.keys()].map((key) => [fold(key), key]));
    const merged = new Map(seen);
    for (const [key, value] of keyValuePairs(sent)) {
      const spelling = spellings.get(fold(key)) ?? key;
      spellings.set(fold(key), spelling);
      merged.set(spelling, value);
    }
    return merged;
  });
}

function expanded([head = "", ...rest]: readonly string[], value: Json): readonly [string, Json] {
  if (rest.length === 0) return [head, value];
  const [key, inner] = expanded(rest, value);
  const members: JsonObject = Object.fromEntries([[key, inner]]);
  return [head, members];
}
