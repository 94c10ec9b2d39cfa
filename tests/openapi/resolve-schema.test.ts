import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/json/json.ts";
import { resolveSchema } from "../../src/openapi/resolve-schema.ts";

const resolve = (root: JsonObject, schemas: JsonObject = {}, openapi = "3.1.0") =>
  resolveSchema({ openapi, root, schemas }, { pointer: "/root", value: root });

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});

describe("resolveSchema", () => {
  test("says of each schema where it stands, behind references too", () => {
    const resolved = resolve(object({ a: { $ref: "#/schemas/A", description: "here" } }), {
      A: { type: "string" },
    });
    expect(resolved).toEqual({
      "x-place": "/root",
      type: "object",
      properties: { a: { "x-place": "/schemas/A", type: "string", description: "here" } },
    });
  });

  test("lets the place of use speak first for itself", () => {
    const root = { $ref: "#/schemas/A", "x-basis": "stated" };
    expect(resolve(root, { A: { type: "string", "x-basis": "open" } })).toMatchObject({
      "x-basis": "stated",
    });
  });

  test("keeps what is demanded beside a reference", () => {
    const root = { $ref: "#/schemas/A", required: ["a"] };
    expect(resolve(root, { A: object({ a: {} }, { required: ["b"] }) })).toMatchObject({
      required: ["b", "a"],
    });
  });

  test("puts an allOf together, both schemas of one member included", () => {
    const root = {
      allOf: [object({ a: { type: "string" } }), object({ a: { minLength: 1 }, b: {} }, { required: ["a"] })],
    };
    expect(resolve(root)).toMatchObject({
      type: "object",
      required: ["a"],
      properties: { a: { type: "string", minLength: 1 }, b: {} },
    });
  });

  test.each<[string, JsonObject, JsonObject]>([
    ["disagree on a keyword", { type: "string", minLength: 1 }, { type: "string", minLength: 2 }],
    [
      "name members and close the rest",
      object({ a: {} }, { additionalProperties: false }),
      object({ b: {} }),
    ],
  ])("leaves an allOf alone whose parts %s", (_, left, right) => {
    expect(resolve({ allOf: [left, right] }).allOf).toHaveLength(2);
  });

  test("puts a schema that contains itself into $defs, once", () => {
    const resolved = resolve({ $ref: "#/schemas/A" }, { A: { items: { $ref: "#/schemas/A" } } });
    expect(resolved.items).toMatchObject({ $ref: `#/$defs/${encodeURIComponent("~1schemas~1A")}` });
    expect(Object.keys(resolved.$defs as object)).toEqual(["/schemas/A"]);
  });

  test("reads the words of OpenAPI 3.0 only in 3.0", () => {
    const root: JsonObject = {
      type: "number",
      nullable: true,
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 2,
      exclusiveMaximum: false,
    };
    expect(resolve(root, {}, "3.0.1")).toEqual({
      "x-place": "/root",
      type: ["number", "null"],
      exclusiveMinimum: 1,
      maximum: 2,
    });
    expect(resolve(root)).toMatchObject(root);
  });
});
