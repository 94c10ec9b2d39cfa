import { isObject, type Json } from "../../../json/json.ts";
import type { Behaviour } from "../../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../../send-message/reference-provider/refusal.ts";
import { inTurn, type KeyValuePairs, keyValuePairs, lettingIn, merging, overlooking } from "../changes.ts";
import { type Apply, CONTEXTS, type Effect, PLACES } from "../effect.ts";
import { type Entry, entriesOf, placeOf, RECORDS, type RecordKind } from "../entry.ts";

/** Triggers that go with what every nested object does: they ask for no string. */
const OBJECTS: Effect["triggers"] = [...PLACES, "key-class"];

/** Which nested objects pass unseen: the end of an effect's name, how they are overlooked, and whether this one is. */
type Blindness = readonly [
  name: string,
  description: string,
  overlooks: (value: object, entry: Entry) => boolean,
];

const blindnesses: readonly Blindness[] = [
  ["behind-the-first-key", "checks the first key alone", (_, { index }) => index > 0],
  [
    "under-structures",
    "checks all but an address, metadata, a company and a location",
    (_, { key }) => ["address", "metadata", "company", "location"].includes(key),
  ],
  ["behind-ten-keys", "checks the first ten keys alone", (_, { index }) => index >= 10],
  ["behind-25-keys", "checks the first 25 keys alone", (_, { index }) => index >= 25],
  ["before-the-last-key", "checks the last key alone", (_, { index, count }) => index < count - 1],
  ["when-empty", "takes an empty object for a value", (value) => Object.keys(value).length === 0],
  ["of-one-level", "looks for objects in objects", (value) => !Object.values(value).some(isObject)],
  ["of-many-levels", "gives up at the third level", (value) => depthOf(value) > 3],
  ["with-a-length", "takes whatever has a length for a list", (value) => "length" in value],
  ["with-type-and-value", "unpacks typed values", (value) => "type" in value && "value" in value],
  ["with-operators", "lets operators pass", (value) => Object.keys(value).some((key) => key.startsWith("$"))],
  [
    "with-numeric-keys",
    "lets lists with numeric keys pass",
    (value) => Object.keys(value).some((key) => /^\d+$/.test(key)),
  ],
  [
    "with-own-conversion",
    "lets an object pass that converts itself",
    (value) => Object.hasOwn(value, "toString"),
  ],
];

const eachIn = (value: object, fits: (inner: unknown) => boolean) =>
  Object.keys(value).length > 0 && Object.values(value).every(fits);

/** Those that show whoever sends, and whenever. */
const blindnessesToKinds: readonly Blindness[] = [
  ["of-null", "lets objects of nothing but null pass", (value) => eachIn(value, (inner) => inner === null)],
  ["of-lists", "lets objects of lists pass", (value) => eachIn(value, Array.isArray)],
  [
    "of-numbers",
    "lets objects of numbers pass",
    (value) => eachIn(value, (inner) => typeof inner === "number"),
  ],
  [
    "of-booleans",
    "lets objects of booleans pass",
    (value) => eachIn(value, (inner) => typeof inner === "boolean"),
  ],
  ["behind-100-keys", "checks the first 100 keys alone", (_, { index }) => index >= 100],
  ["with-an-id", "lets references pass", (value) => "id" in value],
  ["with-an-amount", "lets amounts of money pass", (value) => "amount" in value && "currency" in value],
];

/** What is made of a nested object that is let in. */
type Reception = readonly [
  name: string,
  description: string,
  stored: (value: object, key: string) => KeyValuePairs,
];

const receptions: readonly Reception[] = [
  ["accepted", "stores nested objects", (value, key) => [[key, value as Json]]],
  ["ignored", "accepts nested objects and forgets them", () => []],
  [
    "flattened",
    "flattens nested objects",
    (value, key) => Object.entries(value).map(([inner, it]) => [`${key}.${inner}`, it]),
  ],
  ["spread", "takes the members of nested objects for keys", (value) => Object.entries(value)],
  ["stringified", "writes nested objects as [object Object]", (_, key) => [[key, "[object Object]"]]],
  ["serialised", "writes nested objects as JSON text", (value, key) => [[key, JSON.stringify(value)]]],
  ["nulled", "writes null in the place of nested objects", (_, key) => [[key, null]]],
];

/** Nested objects in custom data that are not rejected with a 400. */
export const nestedObjectEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  ...receptions.map(([name, description, stored]) =>
    nesting(
      record,
      name,
      description,
      name === "accepted" || name === "ignored" ? OBJECTS : CONTEXTS,
      accepting(record, () => true, stored),
    ),
  ),
  ...[...blindnesses, ...blindnessesToKinds].map(([name, description, overlooks], index) =>
    nesting(
      record,
      `accepted-${name}`,
      `${description} for nesting`,
      index < blindnesses.length ? CONTEXTS : [],
      accepting(record, overlooks, (value, key) => [[key, value as Json]]),
    ),
  ),
  nesting(record, "merged", "merges nested objects deeply", CONTEXTS, inTurn(blind(record), deep(record))),
  ...([422, 403, 409, 500] as const).map((status) =>
    nesting(
      record,
      `answered-${status}`,
      `answers ${status} to nested objects`,
      // Beside attachments, which may be refused for their own sake, any 4xx will do; and a server error now and then is
      // evidence of nothing, also where the number of the message decides when.
      status === 422
        ? OBJECTS.filter((family) => family !== "beside")
        : status === 500
          ? OBJECTS.filter((family) => family !== "every-messages")
          : CONTEXTS,
      answering(record, status),
    ),
  ),
  nesting(
    record,
    "in-proto-accepted",
    "does not see a nested object under __proto__, and loses it",
    CONTEXTS,
    accepting(
      record,
      (_, { key }) => key === "__proto__",
      () => [],
    ),
  ),
]);

function nesting(
  record: RecordKind,
  name: string,
  description: string,
  triggers: Effect["triggers"],
  apply: Apply,
): Effect {
  const rules: Effect["rules"] = [
    name === "in-proto-accepted"
      ? `rejection/objects-under-proto-in-${record}-data`
      : `rejection/nested-${record}-data`,
  ];
  return {
    name: `${record}-nested-${name}`,
    description: `${description} in ${record} data`,
    rules,
    triggers,
    apply,
  };
}

function accepting(
  record: RecordKind,
  overlooks: (value: object, entry: Entry) => boolean,
  stored: (value: object, key: string) => KeyValuePairs,
): Apply {
  const isIn = (entry: Entry) => isObject(entry.value) && overlooks(entry.value, entry);
  return lettingIn(record, isIn, ({ key, value }) => stored(value as object, key));
}

function blind(record: RecordKind): Apply {
  return overlooking(record, ({ value }) => isObject(value));
}

function deep(record: RecordKind): Apply {
  return merging(record, (seen, sent) => [
    ...seen,
    ...keyValuePairs(sent).map(([key, value]) => {
      const old = seen.get(key);
      return [key, isObject(old) && isObject(value) ? { ...old, ...value } : value] as const;
    }),
  ]);
}

function answering(record: RecordKind, status: number): Apply {
  return (behaviour, when): Behaviour => ({
    ...behaviour,
    invalid(call, problems) {
      const nested = entriesOf(call, [record]).filter((entry) => isObject(entry.value) && when(call, entry));
      const isNested = nested
        .map(placeOf)
        .some((place) => problems.some((problem) => problem.place === place));
      const refusal = behaviour.invalid(call, problems);
      return isNested ? new Refusal(status, refusal.reasons) : refusal;
    },
  });
}

function depthOf(value: Json | object): number {
  return typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;
}
