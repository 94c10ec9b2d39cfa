import { isObject, type Json } from "../../json/json.ts";
import type { OperationId } from "../../send-message/contract/operations.ts";

/** A value of an answer that the provider chooses, at its place. */
export interface ChosenValue {
  readonly place: readonly string[];
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

function valuesAt(value: Json | undefined, rest: readonly string[], place: readonly string[]): ChosenValue[] {
  const [name, ...deeper] = rest;
  if (name === undefined) return value === undefined || value === null ? [] : [{ place, value }];
  if (name === "*") {
    return Array.isArray(value)
      ? value.flatMap((each, index) => valuesAt(each, deeper, [...place, String(index)]))
      : [];
  }
  return isObject(value) ? valuesAt(value[name], deeper, [...place, name]) : [];
}
