import { isObject, type Json, type JsonObject } from "../../../src/json/json.ts";

const ONE = ["not", "if", "then", "else"];
const LISTS = ["allOf", "anyOf", "oneOf"];

/** All objects that speak about one value: the schema, and what it is combined of. */
function speakers(schema: Json | undefined): JsonObject[] {
  if (!isObject(schema)) return [];
  const inside = [...ONE.map((keyword) => schema[keyword]), ...LISTS.flatMap((keyword) => schema[keyword])];
  return [schema, ...inside.flatMap(speakers)];
}

/**
 * Whether a value has only members that the schemas at their place name. Nobody is taken to send others, unless no
 * member is named there at all.
 */
export function isDeclared(schemas: readonly (Json | undefined)[], value: Json): boolean {
  const all = schemas.flatMap(speakers);
  if (Array.isArray(value)) {
    const items = all.flatMap((one) => [one.items, one.contains, one.prefixItems].flat());
    return value.every((item) => isDeclared(items, item));
  }
  if (!isObject(value)) return true;
  const maps = all.map((one) => one.properties).filter(isObject);
  const others = all.flatMap((one) => [
    one.additionalProperties,
    ...(isObject(one.patternProperties) ? Object.values(one.patternProperties) : []),
  ]);
  const isFree = maps.every((map) => Object.keys(map).length === 0) || others.some(isObject);
  return Object.entries(value).every(([name, member]) => {
    const named = maps.flatMap((map) => (Object.hasOwn(map, name) ? map[name] : []));
    return (isFree || named.length > 0) && isDeclared([...named, ...others], member);
  });
}
