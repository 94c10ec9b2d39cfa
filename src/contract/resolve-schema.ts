import type { ResolvedSchema } from "./contract.ts";
import { UsageError } from "./errors.ts";
import { pointerTo } from "./pointer.ts";
import { followReference, type Place } from "./references.ts";
import { isObject, type Json, type JsonObject } from "./words.ts";

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
// What only explains: beside a reference these speak for the place of use.
const ANNOTATIONS =
  /^(x-.*|title|description|summary|default|deprecated|example|examples|readOnly|writeOnly)$/;
// A schema of a few lines can refer to itself often enough to fill the memory.
const MAX_SCHEMAS = 50_000;

/**
 * The schema at a place without its references. A schema used twice is there twice.
 * @throws UsageError for a reference that leads nowhere, and for a schema without end
 */
export function resolveSchema(document: JsonObject, place: Place): ResolvedSchema {
  let count = 0;
  return resolve(place, []);

  function resolve(at: Place, above: readonly string[]): ResolvedSchema {
    count += 1;
    if (count > MAX_SCHEMAS) {
      const hint = "reduce how often its schemas refer to one another";
      throw new UsageError("spec-too-large", `the schema at ${place.pointer} never ends`, hint);
    }
    const { $ref, ...own } = at.value;
    if (typeof $ref !== "string") return members(at, above);
    const target = followReference(document, $ref, at.pointer);
    // Inside itself a recursive schema says nothing: whoever builds values from it has to stop somewhere.
    if (above.includes(target.pointer)) return { "x-place": at.pointer };
    const resolved = resolve(target, [...above, target.pointer]);
    const siblings = members({ pointer: at.pointer, value: own }, above);
    const annotatesOnly = Object.keys(own).every((keyword) => ANNOTATIONS.test(keyword));
    if (annotatesOnly) return { ...resolved, ...siblings, "x-place": resolved["x-place"] };
    return { "x-place": at.pointer, allOf: [resolved, siblings] };
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
    return { ...Object.fromEntries(entries), "x-place": at.pointer };
  }
}
