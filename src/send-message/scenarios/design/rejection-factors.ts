import type { JsonObject } from "../../../json/json.ts";
import { ALONG } from "./along.ts";
import { type Design, type Kind, kind, type Level, named } from "./factor.ts";
import { KEY_KINDS } from "./key-kinds.ts";
import { PERSONS, RECORDS, SENDERS, TURNS } from "./merge-factors.ts";

/** Makes a nested object; `mark` stands in it, so that a part of it that is stored can be told. */
type Make = (mark: string) => JsonObject;

export const NESTINGS: readonly Kind<Make>[] = [
  kind("plain", "the stated case", (mark) => ({ a: mark })),
  kind("empty", "an object is one without members, too", () => ({})),
  kind("deep", "a check of the first level only", (mark) => ({ b: { c: { d: { e: { f: mark } } } } })),
  kind<Make>(
    "look-alike",
    "taken for an array, a typed value, an operator, or an object that converts itself",
    (mark) => ({ "0": mark, "1": mark }),
    (mark) => ({ length: 1, item: mark }),
    (mark) => ({ $date: "2026-01-31T00:00:00Z", value: mark }),
    (mark) => ({ type: "string", value: mark }),
    (mark) => ({ toJSON: mark, toString: mark }),
    (mark) => ({ $set: mark }),
  ),
  kind("large", "a check that gives up", (mark) =>
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, mark])),
  ),
];

/** The first members of these kinds of keys. */
const ofKinds = (...names: string[]) => names.map((name) => named(KEY_KINDS, name).members.flat()[0]!);

/** Kinds of keys that a nested object stands under. */
export const UNDER: readonly Kind<string>[] = [
  kind(
    "a new key",
    "the plain case, or let through as a structure that is known",
    ...["opencx_nested", "address", "metadata", "company", "location"],
  ),
  kind("a key that is there", "an update is checked elsewhere", "opencx_before"),
  kind("dot or dollar", "expanded before it is checked, or taken for an operator", "nested.a", "$nested"),
  kind(
    "padded, or non-ASCII",
    "cleaned up after it is checked, or skipped by a check of names",
    ...[" NESTED ", "n\u00e9sted", "\u952e"],
  ),
  kind("digits, or empty", "taken for an index, or for missing", "4711", "", "0"),
  kind("prototype name", "found on Object.prototype", "constructor", "toString"),
  kind("__proto__", "vanishes before it is checked", "__proto__"),
  kind(
    "path-like",
    "taken apart before it is checked",
    ...ofKinds("slash", "tilde", "backslash", "brackets", "colon", "hash"),
  ),
  kind(
    "separated",
    "split before it is checked",
    ...ofKinds("dot twins", "semicolon or bar", "comma", "ampersand", "equals"),
  ),
  kind(
    "pattern-like",
    "matched or decoded before it is checked",
    ...ofKinds("wildcard", "braces", "quote", "percent", "plus"),
  ),
  kind(
    "a system's own",
    "left out of a check",
    ...ofKinds("dunder", "at", "toJSON", "secret names", "reserved word", "member name"),
  ),
  kind(
    "of an odd form",
    "shortened, or taken for no name",
    ...ofKinds("leading dash", "leading digit", "very long", "case twins"),
  ),
  kind(
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
        sender === "contact" &&
        along !== undefined &&
        ALONG.find(({ name }) => name === along)?.reaches !== undefined
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
