import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { withoutMembers } from "../../json/member.ts";
import { dataIn, withoutData } from "../contract/records.ts";
import { entriesOf, withEntries } from "./entries.ts";

/** Bodies of a send with less in them: fewer entries, simpler values, fewer members, a plain sender. */
export function* simplerSends(body: JsonObject): Generator<JsonObject> {
  const entries = entriesOf(body);
  for (let size = Math.ceil(entries.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < entries.length; from += size) {
      yield withEntries(
        body,
        entries.filter((_, index) => index < from || index >= from + size),
      );
    }
  }
  for (const [index, [record, key, value]] of entries.entries())
    for (const simpler of simplerValues(value))
      yield withEntries(body, entries.with(index, [record, key, simpler]));
  for (const name of Object.keys(body)) {
    if (name === "sender" || name === "message" || name === "custom_data") continue;
    yield withoutMembers(body, name);
  }
  if (body.sender === "agent") yield { ...body, sender: "contact" };
}

/** A nested value with less in it: one of its own nested values in its place, or without one of its members. */
function* simplerValues(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    yield* value.filter((each) => typeof each === "object" && each !== null);
    if (value.length > 1) for (const index of value.keys()) yield value.toSpliced(index, 1);
  } else if (isObject(value)) {
    yield* Object.values(value).filter((each) => typeof each === "object" && each !== null);
    for (const name of Object.keys(value)) yield withoutMembers(value, name);
  }
}

/** Bodies of Create Session with less in them: without data, without a contact, without the contact's data. */
export function* simplerSessions(body: JsonObject): Generator<JsonObject> {
  if (dataIn(body, "session") !== undefined) yield withoutData(body, ["session"]);
  if (body.contact === undefined) return;
  yield withoutMembers(body, "contact", "verified");
  if (dataIn(body, "contact") !== undefined) yield withoutData(body, ["contact"]);
}
