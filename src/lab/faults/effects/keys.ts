import type { Json, JsonObject } from "../../../json/json.ts";
import { changing, merging, pairs } from "../changes.ts";
import { CONTEXTS, type Effect } from "../effect.ts";
import { RECORDS, type RecordKind } from "../entry.ts";

type KeyClass = readonly [name: string, what: string, fits: (key: string) => boolean];

/** Classes of keys that the page may be taken to speak of: names of letters. */
const ORDINARY: ReadonlySet<string> = new Set(["identifier", "length"]);

const losses: readonly KeyClass[] = [
  ["dotted", "with a dot", (key) => key.includes(".")],
  ["dollar", "with a dollar sign", (key) => key.includes("$")],
  ["empty", "that are empty", (key) => key === ""],
  ["numeric", "that are numbers", (key) => /^-?\d+(\.\d+)?$/.test(key)],
  ["falsy", "that are empty or 0", (key) => key === "" || key === "0"],
  ["underscored", "that begin with an underscore", (key) => key.startsWith("_")],
  ["proto", "called __proto__", (key) => key === "__proto__"],
  [
    "prototype",
    "that JavaScript finds on prototypes",
    (key) => key in Object.prototype || key === "prototype",
  ],
  ["spaced", "with white space", (key) => /\s/.test(key)],
  ["non-ascii", "with a character outside ASCII", (key) => /[^\p{ASCII}]/u.test(key)],
  ["astral", "with a character of four bytes", (key) => /[\u{10000}-\u{10ffff}]/u.test(key)],
  [
    "invisible",
    "of invisible characters alone",
    (key) => key !== "" && key.replace(/[\s\u200b]/g, "") === "",
  ],
  ["identifier", "called id or _id", (key) => key === "id" || key === "_id"],
  ["to-json", "called toJSON", (key) => key === "toJSON"],
  ["length", "called length", (key) => key === "length"],
  ["over-64-characters", "of more than 64 characters", (key) => key.length > 64],
];

/** Keys that are lost, taken for a path, or taken for one another. */
export const keyEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  ...losses.map(
    ([name, what, fits]): Effect => ({
      name: `${record}-keys-${name}-dropped`,
      says: `drops keys ${what} from what is sent as ${record} data`,
      rules: [`${record}-data/${ORDINARY.has(name) ? "sent-keys-added" : "unusual-come-back"}`],
      triggers: CONTEXTS,
      apply: changing(record, ({ key, value }) => (fits(key) ? [] : [[key, value]])),
    }),
  ),
  {
    name: `${record}-keys-expanded-at-dots`,
    says: `expands keys with dots into objects in ${record} data`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: changing(record, ({ key, value }) => [expanded(key.split("."), value)]),
  },
  {
    name: `${record}-keys-expanded-at-brackets`,
    says: `expands keys with brackets into objects in ${record} data`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: changing(record, ({ key, value }) => [expanded(key.replaceAll("]", "").split("["), value)]),
  },
  {
    name: `${record}-keys-of-one-letter-case`,
    says: `takes keys of ${record} data for the same when they differ in case only`,
    rules: [`${record}-data/sent-keys-added`],
    triggers: CONTEXTS,
    apply: same(record, (key) => key.toLowerCase()),
  },
  {
    name: `${record}-keys-of-one-normal-form`,
    says: `takes keys of ${record} data for the same when their normal forms are`,
    rules: [`${record}-data/unusual-come-back`],
    triggers: CONTEXTS,
    apply: same(record, (key) => key.normalize("NFC")),
  },
  {
    name: `${record}-keys-padded-alike`,
    says: `takes keys of ${record} data for the same when they differ in spaces at their ends only`,
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
    for (const [key, value] of pairs(sent)) {
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
