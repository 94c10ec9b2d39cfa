import type { SendStep } from "../evidence/step.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { objectOf } from "../send-message/scenarios/bodies.ts";

export type Entry = readonly [record: "session" | "contact", key: string, value: Json];

/** The entries of both custom data objects of a body. */
export function entriesOf(body: Json): Entry[] {
  const of = (record: Entry[0], data: Json | undefined): Entry[] =>
    isObject(data) ? Object.entries(data).map(([key, value]) => [record, key, value] as const) : [];
  if (!isObject(body)) return [];
  return [
    ...of("session", body.custom_data),
    ...of("contact", isObject(body.contact) ? body.contact.custom_data : undefined),
  ];
}

/** The body with just these entries; a custom data object that loses all of its own is left out. */
export function withEntries(body: Json, entries: readonly Entry[]): JsonObject {
  const { custom_data: _session, contact, ...rest } = body as JsonObject;
  const of = (record: Entry[0]) =>
    objectOf(entries.filter(([kind]) => kind === record).map(([, key, value]) => [key, value] as const));
  const [session, person] = [of("session"), of("contact")];
  const { custom_data: _contact, ...others } = isObject(contact) ? contact : {};
  const kept = { ...others, ...(Object.keys(person).length > 0 ? { custom_data: person } : {}) };
  return {
    ...rest,
    ...(Object.keys(session).length > 0 ? { custom_data: session } : {}),
    ...(Object.keys(kept).length > 0 ? { contact: kept } : {}),
  };
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
