import { isObject, type Json, type JsonObject } from "./json.ts";

/** Member of a JSON object by path; `undefined` as soon as one is missing. */
export function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at = value;
  for (const key of path) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** The object at a path; an empty one where there is something else, or nothing. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = member(value, ...path);
  return isObject(found) ? found : {};
}

/** The objects in the list at a path; none if no list stands there. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): JsonObject[] {
  const found = member(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** A copy with a value put in at the path, or taken out where it is `undefined`; missing parents are made. */
export function withMember(
  value: Json | undefined,
  path: readonly string[],
  member: Json | undefined,
): JsonObject {
  const [head, ...rest] = path as [string, ...string[]];
  const base = isObject(value) ? value : {};
  if (rest.length > 0) return { ...base, [head]: withMember(base[head], rest, member) };
  if (member !== undefined) return { ...base, [head]: member };
  return withoutMembers(base, head);
}

/** A copy without these members. */
export function withoutMembers(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
