import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { pointerTo } from "../json/pointer.ts";
import { dereference } from "../openapi/references.ts";
import { UsageError } from "../usage-error.ts";
import type { Source } from "./schema/node.ts";

/** An object of a document, behind its references, and where it stands. */
export interface Spot {
  readonly source: Source;
  readonly pointer: string;
  readonly value: JsonObject;
}

/** The document itself. */
export function rootSpot(source: Source): Spot {
  return { source, pointer: "", value: source.root };
}

/** The object under an own member; `undefined` if it is missing, or a reference leads nowhere. */
export function child(spot: Spot | undefined, name: string): Spot | undefined {
  if (spot === undefined || !Object.hasOwn(spot.value, name)) return undefined;
  return settle(spot.source, spot.value[name], pointerTo(spot.pointer, name));
}

/** The objects of a member that is a map, by their keys. */
export function entries(spot: Spot | undefined, name: string): [string, Spot][] {
  const map = child(spot, name);
  if (map === undefined) return [];
  return Object.keys(map.value).flatMap((key): [string, Spot][] => {
    const one = child(map, key);
    return one === undefined ? [] : [[key, one]];
  });
}

/** The objects of a member that is a list. */
export function items(spot: Spot | undefined, name: string): Spot[] {
  const list = spot !== undefined && Object.hasOwn(spot.value, name) ? spot.value[name] : undefined;
  if (spot === undefined || !Array.isArray(list)) return [];
  return list.flatMap(
    (item, index) => settle(spot.source, item, pointerTo(spot.pointer, name, String(index))) ?? [],
  );
}

/** A member as it is; `undefined` where it is missing. */
export function read(spot: Spot | undefined, name: string): Json | undefined {
  return spot !== undefined && Object.hasOwn(spot.value, name) ? spot.value[name] : undefined;
}

/** A member that is a text. */
export function text(spot: Spot | undefined, name: string): string | undefined {
  const value = read(spot, name);
  return typeof value === "string" ? value : undefined;
}

/** Whether a member is `true`. */
export function flag(spot: Spot | undefined, name: string): boolean {
  return read(spot, name) === true;
}

function settle(source: Source, value: Json | undefined, pointer: string): Spot | undefined {
  if (!isObject(value)) return undefined;
  try {
    return { source, ...dereference(source.root, { pointer, value }) };
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
