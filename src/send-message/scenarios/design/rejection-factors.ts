import type { JsonObject } from "../../../json/json.ts";
import { ALONG, alongKind } from "./along.ts";
import type { Design, Level } from "./factor.ts";
import { keyKind } from "./key-kinds.ts";
import { PERSONS, RECORDS, SENDERS, TURNS } from "./merge-factors.ts";

/** A kind of nested object, and its members: every row takes the next one. */
export interface Nesting extends Level {
  /** `mark` stands in each, so that a part of it that is stored can be told. */
  readonly makes: readonly ((mark: string) => JsonObject)[];
}

const nesting = (name: string, reason: string, ...makes: Nesting["makes"]): Nesting => ({
  name,
  reason,
  makes,
});

export const NESTINGS: readonly Nesting[] = [
  nesting("plain", "the stated case", (mark) => ({ a: mark })),
  nesting("empty", "an object is one without members, too", () => ({})),
  nesting("deep", "a check of the first level only", (mark) => ({ b: { c: { d: { e: { f: mark } } } } })),
  nesting(
    "look-alike",
    "taken for an array, a typed value, an operator, or an object that converts itself",
    (mark) => ({ "0": mark, "1": mark }),
    (mark) => ({ length: 1, item: mark }),
    (mark) => ({ $date: "2026-01-31T00:00:00Z", value: mark }),
    (mark) => ({ type: "string", value: mark }),
    (mark) => ({ toJSON: mark, toString: mark }),
    (mark) => ({ $set: mark }),
  ),
  nesting("large", "a check that gives up", (mark) =>
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, mark])),
  ),
];

/** The kind of key that a nested object stands under, and its members: every row takes the next one. */
export interface Under extends Level {
  readonly keys: readonly string[];
}

const under = (name: string, reason: string, ...keys: string[]): Under => ({ name, reason, keys });
/** The first members of these kinds of keys. */
const ofKinds = (...kinds: string[]) => kinds.map((kind) => keyKind.get(kind)!.members.flat()[0]!);

export const UNDER: readonly Under[] = [
  under(
    "a new key",
    "the plain case, or let through as a structure that is known",
    ...["opencx_nested", "address", "metadata", "company", "location"],
  ),
  under("a key that is there", "an update is checked elsewhere", "opencx_before"),
  under("dot or dollar", "expanded before it is checked, or taken for an operator", "nested.a", "$nested"),
  under(
    "padded, or non-ASCII",
    "cleaned up after it is checked, or skipped by a check of names",
    ...[" NESTED ", "n\u00e9sted", "\u952e"],
  ),
  under("digits, or empty", "taken for an index, or for missing", "4711", "", "0"),
  under("prototype name", "found on Object.prototype", "constructor", "toString"),
  under("__proto__", "vanishes before it is checked", "__proto__"),
  under(
    "path-like",
    "taken apart before it is checked",
    ...ofKinds("slash", "tilde", "backslash", "brackets", "colon", "hash"),
  ),
  under(
    "separated",
    "split before it is checked",
    ...ofKinds("dot twins", "semicolon or bar", "comma", "ampersand", "equals"),
  ),
  under(
    "pattern-like",
    "matched or decoded before it is checked",
    ...ofKinds("wildcard", "braces", "quote", "percent", "plus"),
  ),
  under(
    "a system's own",
    "left out of a check",
    ...ofKinds("dunder", "at", "toJSON", "secret names", "reserved word", "member name"),
  ),
  under(
    "of an odd form",
    "shortened, or taken for no name",
    ...ofKinds("leading dash", "leading digit", "very long", "case twins"),
  ),
  under(
    "hardly seen",
    "cleaned up after it is checked",
    ...ofKinds("space", "line break", "invisible", "emoji", "composition twins"),
  ),
];

/** The valid entries beside a nested object, before and behind it. */
export interface Among extends Level {
  readonly before: number;
  readonly behind: number;
}

const among = (name: string, reason: string, before: number, behind: number): Among => ({
  name,
  reason,
  before,
  behind,
});

export const AMONG: readonly Among[] = [
  among("alone", "the plain case", 0, 0),
  among("first of two", "a check of the last entry only", 0, 1),
  among("last of two", "a check of the first entry only", 1, 0),
  among("in the middle", "a check of both ends", 1, 1),
  among("first of sixteen", "a check that stops, entries stored one by one", 0, 15),
  among("last of sixteen", "a check of a sample, entries stored one by one", 15, 0),
];

export const OTHER_DATA = "the other record's data";
export const LONG_TEXT = "a long text";
export const OTHER_EMPTY = "the other record's data, empty";

export const rejectionFactors: Design<
  "record" | "nesting" | "under" | "among" | "along" | "sender" | "turn" | "person"
> = {
  id: "rejection",
  factors: {
    record: RECORDS,
    nesting: NESTINGS,
    under: UNDER,
    among: AMONG,
    along: [
      ...ALONG,
      { name: OTHER_DATA, reason: "stored before the fault is seen" },
      { name: LONG_TEXT, reason: "a body that takes another path" },
      { name: OTHER_EMPTY, reason: "a check that ends at the empty object" },
    ],
    sender: SENDERS,
    turn: TURNS,
    person: PERSONS,
  },
  // The second one gives every kind of key as many rows in each record as it has members at most.
  triples: [
    ["record", "nesting", "along"],
    ["record", "under", "among"],
  ],
  exclusions: [
    {
      reason: "there is no contact, or none whose data is judged",
      excludes: ({ person, along, record }) =>
        (person === "no contact" || person === "not verified") &&
        (record === "contact" ||
          (along !== undefined && (along.startsWith("contact.") || along.startsWith("the other")))),
    },
    {
      reason: "an agent belongs to a message of an agent",
      excludes: ({ sender, along }) =>
        sender === "contact" && along !== undefined && alongKind.get(along)?.reaches !== undefined
          ? !along.startsWith("attachment")
          : false,
    },
    {
      reason: "a parser that strips __proto__ never sees what stands under it, which is a rule of its own",
      excludes: ({ under: key, nesting: kind }) =>
        key === "__proto__" && kind !== undefined && kind !== "plain" && kind !== "empty",
    },
  ],
};
