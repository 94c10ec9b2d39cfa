import { isObject, type Json } from "../json/json.ts";
import type { ResolvedSchema } from "./schema.ts";

/** How deep bodies are looked into. */
const DEEPEST = 20;

/** The paths of members that a schema does not name: `data.items[].extra`. Open maps, such as custom data, have none. */
export function undocumented(body: Json, schema: ResolvedSchema): string[] {
  return unnamed(body, [schema], "", 0);
}

function unnamed(value: Json, schemas: readonly ResolvedSchema[], path: string, depth: number): string[] {
  const all = schemas.flatMap(alternatives);
  if (depth > DEEPEST || all.length === 0) return [];
  if (Array.isArray(value)) {
    const items = all.flatMap(({ items: schema }) => (schema === undefined ? [] : [schema]));
    return value.flatMap((item) => unnamed(item, items, `${path}[]`, depth + 1));
  }
  if (!isObject(value) || !all.some((schema) => schema.properties !== undefined)) return [];
  if (all.some(isOpenMap)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const named = all.flatMap(({ properties }) =>
      properties !== undefined && Object.hasOwn(properties, name) ? [properties[name]!] : [],
    );
    return named.length === 0 ? [here] : unnamed(inner, named, here, depth + 1);
  });
}

/** A schema and every one that it is put together of; one that contains itself is not followed again. */
function alternatives(schema: ResolvedSchema): ResolvedSchema[] {
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...parts.flatMap(alternatives)];
}

function isOpenMap({ additionalProperties, patternProperties }: ResolvedSchema): boolean {
  return isObject(additionalProperties) || patternProperties !== undefined;
}
