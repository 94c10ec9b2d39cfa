import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { pointerTo } from "../json/pointer.ts";
import { UsageError } from "../usage-error.ts";
import { flattenAllOf, isAnnotation } from "./flatten-all-of.ts";
import { followReference, type Place } from "./references.ts";
import type { ResolvedSchema } from "./schema.ts";
import { upgradeSchema } from "./upgrade-schema.ts";

const ONE_SCHEMA = new Set([
  "items",
  "additionalProperties",
  "not",
  "contains",
  "propertyNames",
  "if",
  "then",
  "else",
]);
const MANY_SCHEMAS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const NAMED_SCHEMAS = new Set(["properties", "patternProperties", "dependentSchemas"]);
// A schema of a few lines can refer to itself often enough to fill the memory.
const MAX_SCHEMAS = 50_000;

/**
 * The schema at a place without its references, in the words of OpenAPI 3.1, `allOf` put together where possible.
 * A schema used twice is there twice; one that contains itself is in `$defs`.
 * @throws UsageError for a reference that leads nowhere, and for a schema without end
 */
export function resolveSchema(document: JsonObject, place: Place): ResolvedSchema {
  const isOld = typeof document.openapi === "string" && document.openapi.startsWith("3.0");
  const recursive = new Map<string, Place>();
  const definitions: [string, ResolvedSchema][] = [];
  let count = 0;
  const root = resolve(place, []);
  // A map may grow while it is walked: one recursive schema may lead to another.
  for (const [pointer, target] of recursive) definitions.push([pointer, resolve(target, [pointer])]);
  return definitions.length === 0 ? root : { ...root, $defs: Object.fromEntries(definitions) };

  function resolve(at: Place, above: readonly string[]): ResolvedSchema {
    count += 1;
    if (count > MAX_SCHEMAS) {
      const hint = "reduce how often its schemas refer to one another";
      throw new UsageError(`the schema at ${place.pointer} never ends`, hint);
    }
    const { $ref, ...own } = at.value;
    if (typeof $ref !== "string") return members(at, above);
    const target = followReference(document, $ref, at.pointer);
    if (above.includes(target.pointer)) {
      recursive.set(target.pointer, target);
      return {
        "x-place": at.pointer,
        $ref: `#/$defs/${encodeURIComponent(pointerTo("", target.pointer).slice(1))}`,
      };
    }
    const resolved = resolve(target, [...above, target.pointer]);
    const siblings = members({ pointer: at.pointer, value: own }, above);
    // Beside a reference, what only explains speaks for the place of use.
    if (Object.keys(own).every(isAnnotation)) {
      return finished({ ...resolved, ...siblings, "x-place": resolved["x-place"] });
    }
    return finished({ "x-place": at.pointer, allOf: [resolved, siblings] });
  }

  function finished(schema: ResolvedSchema): ResolvedSchema {
    return isOld ? upgradeSchema(flattenAllOf(schema)) : flattenAllOf(schema);
  }

  function members(at: Place, above: readonly string[]): ResolvedSchema {
    const nested = (value: Json, ...path: string[]) =>
      isObject(value) ? resolve({ pointer: pointerTo(at.pointer, ...path), value }, above) : value;
    const entries = Object.entries(at.value).map(([keyword, value]): [string, unknown] => {
      if (ONE_SCHEMA.has(keyword)) return [keyword, nested(value, keyword)];
      if (MANY_SCHEMAS.has(keyword) && Array.isArray(value)) {
        return [keyword, value.map((one, index) => nested(one, keyword, String(index)))];
      }
      if (NAMED_SCHEMAS.has(keyword) && isObject(value)) {
        const named = Object.entries(value).map(([name, one]) => [name, nested(one, keyword, name)]);
        return [keyword, Object.fromEntries(named)];
      }
      return [keyword, value];
    });
    return finished({ ...Object.fromEntries(entries), "x-place": at.pointer });
  }
}
