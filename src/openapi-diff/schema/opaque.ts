import { canonical } from "../../json/canonical.ts";
import type { JsonObject } from "../../json/json.ts";
import type { Part, SchemaNode } from "./node.ts";
import type { Opaque } from "./value-set.ts";

/** Keywords that say nothing about which values are accepted. */
export const ANNOTATIONS: ReadonlySet<string> = new Set(
  (
    "title description summary default example examples deprecated readOnly writeOnly externalDocs xml discriminator " +
    "$comment $id $schema $anchor $defs definitions $vocabulary contentSchema"
  ).split(" "),
);

const MODELLED: ReadonlySet<string> = new Set(
  (
    "type enum const nullable minimum maximum exclusiveMinimum exclusiveMaximum multipleOf format minLength maxLength " +
    "pattern contentEncoding contentMediaType items prefixItems minItems maxItems uniqueItems contains minContains " +
    "maxContains properties patternProperties additionalProperties required propertyNames minProperties maxProperties " +
    "unevaluatedProperties allOf anyOf oneOf not if then else dependentRequired dependentSchemas"
  ).split(" "),
);

// What these mean depends on the schema around them.
const CONTEXTUAL = new Set(["unevaluatedItems", "$dynamicRef", "$recursiveRef"]);

/** The duties of a schema that nothing here models: they are equal or cannot be compared. */
export function opaqueDuties(part: Part, schema: JsonObject, whole: SchemaNode): Opaque[] {
  if (part.broken) return [{ keyword: "$ref", text: canonical(schema), parts: [] }];
  return Object.keys(schema)
    .filter((keyword) => !MODELLED.has(keyword) && !ANNOTATIONS.has(keyword) && !keyword.startsWith("x-"))
    .filter((keyword) => !(CONTEXTUAL.has(keyword) && schema[keyword] === true))
    .map((keyword) =>
      CONTEXTUAL.has(keyword)
        ? { keyword, text: "", parts: whole.parts }
        : { keyword, text: canonical(schema[keyword] ?? null), parts: [] },
    );
}
