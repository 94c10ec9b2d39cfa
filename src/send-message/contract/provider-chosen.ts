import { isObject, type Json } from "../../json/json.ts";
import type { OperationId } from "./operations.ts";

/** A value of an answer that the provider chooses, at its place. */
export interface ChosenValue {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Places of ids, times and numbers by operation; `*` is any entry. */
const CHOSEN: Readonly<Record<OperationId, readonly string[]>> = {
  sendMessage: ["data.message.id"],
  createSession: ["id"],
  getSession: ["id", "ticket_number", "created_at", "updated_at", "contact.id"],
  listHistory: ["items.*.id", "items.*.created_at", "next"],
  createContact: ["id"],
};

/** The values of an expected answer that no consumer can know beforehand. */
export function providerChosen(operation: OperationId, body: Json | undefined): ChosenValue[] {
  return CHOSEN[operation].flatMap((path) => valuesAt(body, path.split("."), []));
}

function valuesAt(value: Json | undefined, rest: readonly string[], path: readonly string[]): ChosenValue[] {
  const [name, ...deeper] = rest;
  if (name === undefined) return value === undefined || value === null ? [] : [{ path, value }];
  if (name === "*" && Array.isArray(value))
    return value.flatMap((each, index) => valuesAt(each, deeper, [...path, String(index)]));
  return isObject(value) ? valuesAt(value[name], deeper, [...path, name]) : [];
}
