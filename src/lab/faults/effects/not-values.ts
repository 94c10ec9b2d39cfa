import { isObject, type Json } from "../../../json/json.ts";
import { deletingBy, inTurn, type KeyValuePairs, lettingIn, overlooking } from "../changes.ts";
import { type Apply, CONTEXTS, type Effect } from "../effect.ts";
import { type Entry, RECORDS, type RecordKind } from "../entry.ts";

const holdsObjects = (value: Json): boolean =>
  Array.isArray(value) && value.some((item) => isObject(item) || holdsObjects(item));
const isPlainArray = ({ value }: Entry) => Array.isArray(value) && !holdsObjects(value);
const isNull = ({ value }: Entry) => value === null;

/** Arrays and null in custom data that are let in. */
export const notValueEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  arrays(record, "accepted", "stores arrays", ({ key, value }) => [[key, value]]),
  arrays(record, "joined", "joins arrays with commas", ({ key, value }) => [[key, String(value)]]),
  arrays(record, "cut-to-the-first-item", "keeps the first item of an array", ({ key, value }) => [
    [key, (value as Json[])[0] ?? ""],
  ]),
  arrays(record, "ignored", "accepts arrays and forgets them", () => []),
  {
    name: `${record}-empty-arrays-accepted`,
    description: `takes an empty array for a value of ${record} data`,
    rules: [`rejection/arrays-in-${record}-data`],
    triggers: CONTEXTS,
    apply: overlooking(record, ({ value }) => Array.isArray(value) && value.length === 0),
  },
  {
    name: `${record}-objects-in-arrays-accepted`,
    description: `does not look for objects inside arrays in ${record} data, and forgets the arrays`,
    rules: [`rejection/objects-in-arrays-in-${record}-data`],
    triggers: CONTEXTS,
    apply: lettingIn(
      record,
      ({ value }) => holdsObjects(value),
      () => [],
    ),
  },
  {
    name: `${record}-objects-behind-strings-in-arrays-accepted`,
    description: `looks at the first item of an array alone in ${record} data`,
    rules: [`rejection/objects-in-arrays-in-${record}-data`],
    triggers: CONTEXTS,
    apply: overlooking(record, ({ value }) => holdsObjects(value) && !isObject((value as Json[])[0])),
  },
  nulls(record, "accepted", "stores null", overlooking(record, isNull)),
  nulls(
    record,
    "ignored",
    "accepts null and forgets it",
    lettingIn(record, isNull, () => []),
  ),
  nulls(
    record,
    "emptied",
    "writes an empty string in the place of null",
    lettingIn(record, isNull, ({ key }) => [[key, ""]]),
  ),
  nulls(
    record,
    "stringified",
    "writes null as a word",
    lettingIn(record, isNull, ({ key }) => [[key, "null"]]),
  ),
  nulls(
    record,
    "deleting",
    "deletes keys that are sent as null",
    inTurn(overlooking(record, isNull), deletingBy(record, null)),
  ),
]);

function arrays(
  record: RecordKind,
  name: string,
  description: string,
  stored: (entry: Entry) => KeyValuePairs,
): Effect {
  return {
    name: `${record}-arrays-${name}`,
    description: `${description} in ${record} data`,
    rules: [`rejection/arrays-in-${record}-data`],
    triggers: CONTEXTS,
    apply: lettingIn(record, isPlainArray, stored),
  };
}

function nulls(record: RecordKind, name: string, description: string, apply: Apply): Effect {
  return {
    name: `${record}-nulls-${name}`,
    description: `${description} in ${record} data`,
    rules: [`rejection/null-in-${record}-data`],
    triggers: CONTEXTS,
    apply,
  };
}
