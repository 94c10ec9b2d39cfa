import type { RecordKind, SendStep } from "../../evidence/step.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { BOTH, entriesIn, withData, withoutData } from "../contract/records.ts";

export type Entry = readonly [record: RecordKind, key: string, value: Json];

/** The entries of both custom data objects of a body. */
export function entriesOf(body: Json): Entry[] {
  return BOTH.flatMap((record) =>
    entriesIn(body, record).map(([key, value]) => [record, key, value] as const),
  );
}

/** The body with just these entries; a custom data object that loses all of its own is left out. */
export function withEntries(body: Json, entries: readonly Entry[]): JsonObject {
  const data = Map.groupBy(entries, ([record]) => record);
  return [...data].reduce(
    (all, [record, own]) =>
      withData(all, { [record]: Object.fromEntries(own.map(([, key, value]) => [key, value])) }),
    withoutData(body as JsonObject),
  );
}

/** The same send with just these entries; its text ends in the number of the part, so that no two messages are alike. */
export function partOf(step: SendStep, entries: readonly Entry[], number: number): SendStep {
  if (!("json" in step.body)) return step;
  const body = withEntries(step.body.json, entries);
  const { message } = body;
  const text =
    isObject(message) && typeof message.text === "string" ? `${message.text} part ${number}` : undefined;
  return {
    ...step,
    body: { json: text === undefined ? body : { ...body, message: { ...(message as JsonObject), text } } },
  };
}

/** Both halves of some entries, the first one no smaller than the second. */
export function halvesOf(entries: readonly Entry[]): [Entry[], Entry[]] {
  const middle = Math.ceil(entries.length / 2);
  return [entries.slice(0, middle), entries.slice(middle)];
}
