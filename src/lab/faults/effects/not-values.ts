import { isObject, type Json } from "../../../json/json.ts";
import { changing, inTurn, type KeyValuePairs, keyValuePairs, merging, overlooking } from "../changes.ts";
import { type Apply, CONTEXTS, type Effect } from "../effect.ts";
import { type Entry, RECORDS, type RecordKind } from "../entry.ts";

const holdsObjects = (value: Json): boolean =>
  Array.isArray(value) && value.some((item) => isObject(item) || holdsObjects(item));
const isPlainArray = (value: Json) => Array.isArray(value) && !holdsObjects(value);

/** Arrays and null in custom data that are let in. */
export const notValueEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  arrays(record, "accepted", "stores arrays", (value, key) => [[key, value]]),
  arrays(record, "joined", "joins arrays with commas", (value, key) => [[key, String(value)]]),
  arrays(record, "cut-to-the-first-item", "keeps the first item of an array", (value, key) => [
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
    apply: letIn(record, holdsObjects, () => []),
  },
  {
    name: `${record}-objects-behind-strings-in-arrays-accepted`,
    description: `looks at the first item of an array alone in ${record} data`,
    rules: [`rejection/objects-in-arrays-in-${record}-data`],
    triggers: CONTEXTS,
    apply: letIn(
      record,
      (value) => holdsObjects(value) && !isObject((value as Json[])[0]),
      (value, key) => [[key, value]],
    ),
  },
  nulls(
    record,
    "accepted",
    "stores null",
    overlooking(record, ({ value }) => value === null),
  ),
  nulls(
    record,
    "ignored",
    "accepts null and forgets it",
    letIn(
      record,
      (value) => value === null,
      () => [],
    ),
  ),
  nulls(
    record,
    "emptied",
    "writes an empty string in the place of null",
    letIn(
      record,
      (value) => value === null,
      (_, key) => [[key, ""]],
    ),
  ),
  nulls(
    record,
    "stringified",
    "writes null as a word",
    letIn(
      record,
      (value) => value === null,
      (_, key) => [[key, "null"]],
    ),
  ),
  nulls(
    record,
    "deleting",
    "deletes keys that are sent as null",
    inTurn(
      overlooking(record, ({ value }) => value === null),
      merging(record, (seen, sent) =>
        [...seen, ...keyValuePairs(sent)].filter(
          ([key]) => !sent.some((entry) => entry.key === key && entry.value === null),
        ),
      ),
    ),
  ),
]);

function arrays(
  record: RecordKind,
  name: string,
  description: string,
  stored: (value: Json, key: string) => KeyValuePairs,
): Effect {
  return {
    name: `${record}-arrays-${name}`,
    description: `${description} in ${record} data`,
    rules: [`rejection/arrays-in-${record}-data`],
    triggers: CONTEXTS,
    apply: letIn(record, isPlainArray, stored),
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

function letIn(
  record: RecordKind,
  fits: (value: Json) => boolean,
  stored: (value: Json, key: string) => KeyValuePairs,
): Apply {
  return inTurn(
    overlooking(record, ({ value }) => fits(value)),
    changing(record, ({ key, value }: Entry) => (fits(value) ? stored(value, key) : [[key, value]])),
  );
}
