import type { RecordKind } from "../../evidence/step.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { member, withMember } from "../../json/member.ts";
import { pointerSegments, pointerTo } from "../../json/pointer.ts";

/** A record that custom data is merged into, as the page describes it. */
export interface MergedRecord {
  /** Where its data stands: in the body of a send or of a creation, and in the answer of Get Session. */
  readonly path: readonly string[];
  /** The types that its values have. */
  readonly types: readonly string[];
  /** What the page says of where the data goes, and of its values. */
  readonly goes: string;
  readonly values: string;
}

export const RECORDS: Readonly<Record<RecordKind, MergedRecord>> = {
  session: {
    path: ["custom_data"],
    types: ["string", "number", "boolean"],
    goes: "Merged into the chat session and returned by Get Session.",
    values: "Values can be strings, numbers, or booleans.",
  },
  contact: {
    path: ["contact", "custom_data"],
    types: ["string"],
    goes: "Merged into the contact.",
    values: "Values are strings.",
  },
};

/** Both records, the session's first. */
export const BOTH: readonly RecordKind[] = ["session", "contact"];

/** What the page says of both. */
export const MERGE =
  "Both merge into any existing data, so you only need to send the keys you want to add or update.";
export const NESTED = "Nested objects are rejected with a 400.";

/** What is wrong with a value of custom data: an object is nested, as the page says; the rest is wrong by its type alone. */
export type WrongValue = "object" | "array" | "object-in-array" | "null";

/** What is wrong with a value, whatever the record; `undefined` for a string, a number or a boolean. */
export function wrongValue(value: Json): WrongValue | undefined {
  if (value === null) return "null";
  if (isObject(value)) return "object";
  if (!Array.isArray(value)) return undefined;
  return value.some(isObject) ? "object-in-array" : "array";
}

/** What a body or an answer holds for a record, whatever it is. */
export function dataIn(body: Json | undefined, record: RecordKind): Json | undefined {
  return member(body, ...RECORDS[record].path);
}

/** The entries of a record's data; empty if it is not an object. */
export function entriesIn(body: Json | undefined, record: RecordKind): [key: string, value: Json][] {
  const data = dataIn(body, record);
  return isObject(data) ? Object.entries(data) : [];
}

/** JSON pointer to a record's data, or to one key of it. */
export function pointerOf(record: RecordKind, ...key: readonly string[]): string {
  return pointerTo("", ...RECORDS[record].path, ...key);
}

/** The record in whose data a place stands; `undefined` for any other place, and for the data object itself. */
export function recordAt(place: string): RecordKind | undefined {
  return BOTH.find((record) => place.startsWith(`${pointerOf(record)}/`));
}

/** Whether a place is that of a value of custom data, and neither inside it nor elsewhere. */
export function isValuePlace(place: string): boolean {
  const record = recordAt(place);
  return record !== undefined && pointerSegments(place).length === RECORDS[record].path.length + 1;
}

/** The body with this data for the records; a record without any is left as it is. */
export function withData(
  body: JsonObject,
  data: { readonly [record in RecordKind]?: Json | undefined },
): JsonObject {
  return BOTH.reduce(
    (all, record) => (data[record] === undefined ? all : withMember(all, RECORDS[record].path, data[record])),
    body,
  );
}

/** The body without the data of these records, nor what held nothing else. */
export function withoutData(body: JsonObject, records: readonly RecordKind[] = BOTH): JsonObject {
  return records.reduce((all, record) => {
    const { path } = RECORDS[record];
    if (dataIn(all, record) === undefined) return all;
    const holder = path.slice(0, -1);
    const left = withMember(all, path, undefined);
    return holder.length > 0 && Object.keys(member(left, ...holder) as JsonObject).length === 0
      ? withMember(left, holder, undefined)
      : left;
  }, body);
}
