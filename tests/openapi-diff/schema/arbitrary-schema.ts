import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/json/json.ts";

// Few names, few numbers, few texts: so that two schemas and a value often have to do with each other.
const name = fc.constantFrom("a", "b", "c");
const small = fc.integer({ min: 0, max: 3 });
const scalar: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  null,
  true,
  false,
  0,
  1,
  2,
  1.5,
  -1,
  "",
  "a",
  "b",
  "ab",
  "abc",
  "2024-02-29",
);

/** Values of the little world that the schemas speak about. */
export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    {
      weight: 3,
      arbitrary: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), tie("value"), {
        maxKeys: 3,
        noNullPrototype: true,
      }) as fc.Arbitrary<Json>,
    },
  ),
})).value;

const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");

/** Schemas of JSON Schema 2020-12 as OpenAPI 3.1 has them, without references. */
export const schema: fc.Arbitrary<JsonObject | boolean> = fc.letrec<{ schema: JsonObject | boolean }>(
  (tie) => {
    const list = fc.array(tie("schema"), { minLength: 1, maxLength: 3 });
    const scalars = fc.record(
      {
        type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
        enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }),
        minimum: small,
        maximum: small,
        exclusiveMinimum: small,
        exclusiveMaximum: small,
        multipleOf: fc.constantFrom(1, 2, 0.5),
        minLength: small,
        maxLength: small,
        pattern: fc.constantFrom("^a", "b$", "^[a-c]*$", ".*", "^\\d+$"),
        format: fc.constantFrom("date", "email", "int32"),
        const: scalar,
      },
      { requiredKeys: [] },
    );
    const structures = fc.record(
      {
        type,
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
        items: tie("schema"),
        prefixItems: list,
        contains: tie("schema"),
        minContains: small,
        maxContains: small,
        properties: fc.dictionary(name, tie("schema"), { maxKeys: 3, noNullPrototype: true }),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        additionalProperties: tie("schema"),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "[bc]"), tie("schema"), {
          maxKeys: 1,
          noNullPrototype: true,
        }),
        propertyNames: fc.constantFrom<JsonObject[]>(
          { maxLength: 1 },
          { enum: ["a", "b"] },
          { pattern: "^[a-c]" },
        ),
        minProperties: small,
        maxProperties: small,
        dependentRequired: fc.constantFrom<JsonObject[]>({ a: ["b"] }, { b: ["a", "c"] }),
      },
      { requiredKeys: [] },
    );
    const combined = fc.record(
      {
        allOf: list,
        anyOf: list,
        oneOf: list,
        not: tie("schema"),
        if: tie("schema"),
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: tie("schema"),
        else: tie("schema"),
      },
      { requiredKeys: [] },
    );
    return {
      schema: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        { weight: 1, arbitrary: fc.boolean() },
        { weight: 8, arbitrary: fewKeys(scalars as fc.Arbitrary<JsonObject>) },
        { weight: 8, arbitrary: fewKeys(structures as fc.Arbitrary<JsonObject>) },
        { weight: 3, arbitrary: fewKeys(combined as fc.Arbitrary<JsonObject>) },
      ),
    };
  },
).schema;

// A schema of all keywords at once accepts next to nothing.
function fewKeys(arbitrary: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.tuple(arbitrary, fc.infiniteStream(fc.integer({ min: 0, max: 3 }))).map(([object, dice]) => {
    const kept = Object.entries(object).filter(() => dice.next().value === 0);
    const { contains: _, ...others } = Object.fromEntries(kept);
    // Ajv accepts the empty array against `contains` beside `prefixItems`, which is wrong.
    return Object.fromEntries("prefixItems" in others ? Object.entries(others) : kept);
  });
}
