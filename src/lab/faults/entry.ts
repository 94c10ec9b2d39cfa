import { isObject, type Json } from "../../json/json.ts";
import { dataIn, pointerOf } from "../../send-message/contract/records.ts";
import type { Call } from "../../send-message/reference-provider/behaviour.ts";
import type { CustomData, DataRecord } from "../../send-message/reference-provider/store.ts";

/** The two records that custom data is merged into. */
export type RecordKind = "session" | "contact";

export const RECORDS: readonly RecordKind[] = ["session", "contact"];

/** One key of a custom data object that a call carries. */
export interface Entry {
  readonly record: RecordKind;
  readonly key: string;
  readonly value: Json;
  /** Its number among the keys of its object, from 0, and how many those are. */
  readonly index: number;
  readonly count: number;
  /** What the record holds under the key already. */
  readonly held: Json | undefined;
}

/** JSON pointer into the body of a call. */
export function placeOf({ record, key }: Entry): string {
  return pointerOf(record, key);
}

/** What kind of record this is to a send; what unverified sessions say of a contact is a contact's data, too. */
export function kindOf(record: DataRecord): RecordKind {
  return record.kind === "session" ? "session" : "contact";
}

/** The custom data of a call as it stands in its body; `undefined` if it has none, or none that is an object. */
export function dataOf(call: Call, record: RecordKind): { readonly [key: string]: Json } | undefined {
  const data = dataIn(call.body, record);
  return isObject(data) ? data : undefined;
}

/** The entries of one custom data object, beside what its record holds. */
export function entriesIn(
  data: { readonly [key: string]: Json },
  record: RecordKind,
  held: CustomData | undefined,
): Entry[] {
  return Object.entries(data).map(([key, value], index, { length: count }) => ({
    record,
    key,
    value,
    index,
    count,
    held: held?.get(key),
  }));
}

/** All entries that a call carries for these records. */
export function entriesOf(call: Call, records: readonly RecordKind[] = RECORDS): Entry[] {
  return records.flatMap((record) =>
    entriesIn(dataOf(call, record) ?? {}, record, recordOf(call, record)?.data),
  );
}

/** The record of a call's session or of its contact. */
export function recordOf(call: Call, record: RecordKind): DataRecord | undefined {
  const { session, behaviour } = call;
  if (record === "session") return session && behaviour.sessionRecord(call, session);
  return session?.contact && behaviour.contactRecord(call, session.contact, session);
}
