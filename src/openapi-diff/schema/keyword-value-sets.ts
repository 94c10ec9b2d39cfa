import { canonical } from "../../json/canonical.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { contentOf, formatName } from "./formats.ts";
import { below, type Part, type SchemaNode } from "./node.ts";
import { isFreePattern } from "./pattern.ts";
import {
  type ArrayFacets,
  allValuesOf,
  type Bound,
  JSON_TYPES,
  type JsonType,
  jsonTypeOf,
  type Members,
  type NumberFacets,
  type ObjectFacets,
  type StringFacets,
  type ValueSet,
} from "./value-set.ts";

/** The sets that the plain keywords of one schema allow: everything but its combinators. */
export function keywordValueSets(part: Part, schema: JsonObject): ValueSet[] {
  const sets = JSON_TYPES.flatMap((type) =>
    allows(schema, type) ? [keywordValueSet(part, schema, type)] : [],
  );
  const values = finiteValues(schema);
  if (values === undefined) return sets;
  return sets.flatMap((set) => {
    const own = values.filter((value) => jsonTypeOf(value) === set.type);
    return own.length === 0 ? [] : [{ ...set, values: own }];
  });
}

function allows(schema: JsonObject, type: JsonType): boolean {
  const types = typeof schema.type === "string" ? [schema.type] : schema.type;
  if (!Array.isArray(types)) return true;
  return types.includes(type) || (type === "number" && types.includes("integer"));
}

/** The values that `enum` and `const` leave, each once; `undefined` where they say nothing. */
function finiteValues(schema: JsonObject): Json[] | undefined {
  const lists = [schema.enum, Object.hasOwn(schema, "const") ? [schema.const as Json] : undefined].filter(
    Array.isArray,
  );
  if (lists.length === 0) return undefined;
  const [first, second] = lists.map((list) => new Map(list.map((value: Json) => [canonical(value), value])));
  return [...(first ?? new Map())].filter(([text]) => second?.has(text) ?? true).map(([, value]) => value);
}

function keywordValueSet(part: Part, schema: JsonObject, type: JsonType): ValueSet {
  const free = allValuesOf(type);
  switch (free.type) {
    case "number":
      return { ...free, number: numberFacets(schema) };
    case "string":
      return { ...free, string: stringFacets(schema) };
    case "array":
      return { ...free, array: arrayFacets(part, schema) };
    case "object":
      return { ...free, object: objectFacets(part, schema) };
    default:
      return free;
  }
}

function numberFacets(schema: JsonObject): NumberFacets {
  const types = typeof schema.type === "string" ? [schema.type] : schema.type;
  const integer = Array.isArray(types) && types.includes("integer") && !types.includes("number");
  const min = bound(schema.minimum, schema.exclusiveMinimum, Math.max, integer, 1);
  const max = bound(schema.maximum, schema.exclusiveMaximum, Math.min, integer, -1);
  const multiple =
    typeof schema.multipleOf === "number" && schema.multipleOf > 0 ? schema.multipleOf : undefined;
  const divides = multiple !== undefined && integer && Number.isInteger(1 / multiple);
  return {
    integer: integer || (multiple !== undefined && Number.isInteger(multiple)),
    multipleOf: multiple === undefined || multiple === 1 || divides ? [] : [multiple],
    formats: formats(schema),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

// OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`, 3.1 gives the number itself. For integers each bound
// has one inclusive spelling.
function bound(
  limit: Json | undefined,
  exclusive: Json | undefined,
  tighter: (a: number, b: number) => number,
  integer: boolean,
  step: 1 | -1,
): Bound | undefined {
  const bounds: Bound[] = [];
  if (typeof limit === "number") bounds.push({ value: limit, exclusive: exclusive === true });
  if (typeof exclusive === "number") bounds.push({ value: exclusive, exclusive: true });
  const value =
    bounds.length === 0 ? undefined : bounds.map((one) => one.value).reduce((a, b) => tighter(a, b));
  if (value === undefined) return undefined;
  const open = bounds.some((one) => one.value === value && one.exclusive);
  if (!integer) return { value, exclusive: open };
  const whole = step === 1 ? Math.ceil(value) : Math.floor(value);
  return { value: open && whole === value ? whole + step : whole, exclusive: false };
}

function stringFacets(schema: JsonObject): StringFacets {
  const pattern = schema.pattern;
  return {
    minLength: count(schema.minLength, 0),
    maxLength: count(schema.maxLength, Number.POSITIVE_INFINITY),
    patterns: typeof pattern === "string" && !isFreePattern(pattern) ? [pattern] : [],
    formats: formats(schema),
    content: contents(schema),
  };
}

function contents(schema: JsonObject): string[] {
  const said = ["contentEncoding", "contentMediaType"].flatMap((keyword) =>
    typeof schema[keyword] === "string" ? [`${keyword}=${schema[keyword]}`] : [],
  );
  const meant = typeof schema.format === "string" ? contentOf(schema.format) : undefined;
  return meant === undefined || said.includes(meant) ? said : [...said, meant];
}

function formats(schema: JsonObject): string[] {
  const name = typeof schema.format === "string" ? formatName(schema.format) : undefined;
  return name === undefined ? [] : [name];
}

function arrayFacets(part: Part, schema: JsonObject): ArrayFacets {
  const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  const contains = schema.contains;
  return {
    minItems: count(schema.minItems, 0),
    maxItems: count(schema.maxItems, Number.POSITIVE_INFINITY),
    unique: schema.uniqueItems === true,
    prefix: prefix.map((item, index) => below(part, item, "prefixItems", index)),
    items: below(part, schema.items, "items"),
    contains:
      contains === undefined
        ? []
        : [
            {
              node: below(part, contains, "contains"),
              min: count(schema.minContains, 1),
              max: count(schema.maxContains, Number.POSITIVE_INFINITY),
            },
          ],
  };
}

function objectFacets(part: Part, schema: JsonObject): ObjectFacets {
  const required = Array.isArray(schema.required)
    ? schema.required.filter((name) => typeof name === "string")
    : [];
  const members = membersOf(part, schema);
  return {
    minProperties: count(schema.minProperties, 0),
    maxProperties: count(schema.maxProperties, Number.POSITIVE_INFINITY),
    required: new Set(required),
    members: members === undefined ? [] : [members],
    names: schema.propertyNames === undefined ? [] : [below(part, schema.propertyNames, "propertyNames")],
  };
}

function membersOf(part: Part, schema: JsonObject): Members | undefined {
  const { properties, patternProperties } = schema;
  // `true` and `{}` say no more than nothing does.
  const additionalProperties = isFree(schema.additionalProperties) ? undefined : schema.additionalProperties;
  if (properties === undefined && patternProperties === undefined && additionalProperties === undefined)
    return undefined;
  return {
    properties: new Map(nodes(part, properties, "properties")),
    patterns: nodes(part, patternProperties, "patternProperties"),
    additional:
      additionalProperties === undefined
        ? undefined
        : below(part, additionalProperties, "additionalProperties"),
  };
}

function isFree(schema: Json | undefined): boolean {
  return schema === true || (isObject(schema) && Object.keys(schema).length === 0);
}

function nodes(part: Part, schemas: Json | undefined, keyword: string): [string, SchemaNode][] {
  if (!isObject(schemas)) return [];
  return Object.keys(schemas).map((name) => [name, below(part, schemas[name], keyword, name)]);
}

function count(value: Json | undefined, absent: number): number {
  return typeof value === "number" && value >= 0 ? value : absent;
}
