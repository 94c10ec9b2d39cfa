import { isObject, type Json } from "../../../src/json/json.ts";

const IN_MAP = new Set(["properties", "patternProperties"]);
const IN_LIST = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const IN_ONE = new Set(["items", "additionalProperties", "not", "if", "then", "else", "contains"]);

/** A copy of a schema in which each schema inside went through `change`. */
export function withInside(keyword: string, value: Json, change: (schema: Json) => Json): Json {
  if (IN_ONE.has(keyword)) return change(value);
  if (IN_LIST.has(keyword) && Array.isArray(value)) return value.map(change);
  if (!IN_MAP.has(keyword) || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)]));
}

/** The schema with some of the schemas in it replaced, or with further keywords; where the dice show 0. */
export function edited(schema: Json, dice: () => number, pick: () => Json): Json {
  if (dice() === 0) return pick();
  if (!isObject(schema)) return schema;
  const members = Object.entries(schema).map(([keyword, value]) => [
    keyword,
    withInside(keyword, value, (inside) => edited(inside, dice, pick)),
  ]);
  const more = dice() === 0 ? pick() : {};
  const { contains, ...rest } = Object.fromEntries([
    ...members,
    ...(isObject(more) ? Object.entries(more) : []),
  ]);
  // Ajv accepts the empty array against `contains` beside `prefixItems`, which is wrong.
  return contains === undefined || "prefixItems" in rest ? rest : { ...rest, contains };
}
