import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import { isObject, type Json, type JsonObject } from "../../src/json/json.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { documentWith } from "./schema/document-with.ts";
import { withInside } from "./schema/edited.ts";

const type = fc.constantFrom("boolean", "integer", "number", "string", "array", "object");
const small = fc.integer({ min: 0, max: 3 });

/** Schemas of OpenAPI 3.0, with what 3.1 spells in another way. */
const schema30 = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc
    .record(
      {
        type,
        nullable: fc.boolean(),
        enum: fc.uniqueArray(fc.constantFrom<Json[]>(null, 1, 2, "a", "b"), { minLength: 1, maxLength: 3 }),
        minimum: small,
        maximum: small,
        exclusiveMinimum: fc.boolean(),
        exclusiveMaximum: fc.boolean(),
        maxLength: small,
        format: fc.constantFrom("date", "int32", "binary", "byte"),
        items: fc.oneof({ maxDepth: 2 }, fc.constant({}), tie("schema")),
        properties: fc.dictionary(
          fc.constantFrom("a", "b"),
          fc.oneof({ maxDepth: 2 }, fc.constant({}), tie("schema")),
          { maxKeys: 2, noNullPrototype: true },
        ),
        allOf: fc.array(fc.oneof({ maxDepth: 2 }, fc.constant({}), tie("schema")), {
          minLength: 1,
          maxLength: 2,
        }),
        readOnly: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    // Beside `allOf`, documents mean another thing by it than the letter says.
    .map(({ nullable, ...rest }) =>
      "allOf" in rest || nullable === undefined ? rest : { nullable, ...rest },
    ) as fc.Arbitrary<JsonObject>,
})).schema;

/** The same in 3.1. */
function upgraded(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const { nullable, exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  const inside = Object.entries(rest).map(([keyword, value]) => [
    keyword,
    withInside(keyword, value, upgraded),
  ]);
  return {
    ...Object.fromEntries(inside),
    // Without a type, `nullable` says nothing.
    ...(nullable === true && typeof rest.type === "string" ? { type: [rest.type, "null"] } : {}),
    ...bound("minimum", "exclusiveMinimum", minimum, exclusiveMinimum),
    ...bound("maximum", "exclusiveMaximum", maximum, exclusiveMaximum),
  };
}

function bound(keyword: string, exclusive: string, limit: Json | undefined, isExclusive: Json | undefined) {
  return limit === undefined ? {} : { [isExclusive === true ? exclusive : keyword]: limit };
}

property.prop([schema30, schema30], { numRuns: Number(process.env.RUNS ?? 400) })(
  "finds nothing between a document of 3.0 and the same in 3.1",
  (request, response) => {
    const old = { ...documentWith(request, response), openapi: "3.0.3" };
    const fresh = documentWith(upgraded(request), upgraded(response));
    expect(compareDocuments(old, fresh)).toEqual([]);
    expect(compareDocuments(fresh, old)).toEqual([]);
  },
);
