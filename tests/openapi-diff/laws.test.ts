import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import { isObject, type Json, type JsonObject } from "../../src/json/json.ts";
import type { Change } from "../../src/openapi-diff/change.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { createJudge } from "../../src/openapi-diff/schema/create-judge.ts";
import { createSource, nodeAt } from "../../src/openapi-diff/schema/node.ts";
import { schema } from "./schema/arbitrary-schema.ts";

const runs = { numRuns: Number(process.env.RUNS ?? 400) };

/** One operation that takes the one schema and answers the other. */
function document(request: Json, response: Json, schemas: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Messages", version: "1" },
    paths: {
      "/messages/{id}": {
        put: {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          requestBody: { content: { "application/json": { schema: request } } },
          responses: {
            "200": { description: "Sent", content: { "application/json": { schema: response } } },
          },
        },
      },
    },
    components: { schemas },
  };
}

const IN_MAP = new Set(["properties", "patternProperties"]);
const IN_LIST = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const IN_ONE = new Set(["items", "additionalProperties", "not", "if", "then", "else", "contains"]);

/** The same schema, spelled otherwise: members the other way round, everything in components of its own, or in an `allOf`. */
function respell(one: Json, schemas: JsonObject, dice: () => number): Json {
  if (!isObject(one)) return one;
  const members = Object.entries(one).map(([keyword, value]): [string, Json] => {
    if (IN_ONE.has(keyword)) return [keyword, respell(value, schemas, dice)];
    if (IN_LIST.has(keyword) && Array.isArray(value))
      return [keyword, value.map((item) => respell(item, schemas, dice))];
    if (IN_MAP.has(keyword) && isObject(value)) {
      return [
        keyword,
        Object.fromEntries(
          Object.entries(value)
            .map(([name, item]) => [name, respell(item, schemas, dice)])
            .reverse(),
        ),
      ];
    }
    if ((keyword === "enum" || keyword === "required") && Array.isArray(value))
      return [keyword, [...value].reverse()];
    if (keyword === "const") return ["const", value];
    return [keyword, value];
  });
  const spelled: JsonObject = { ...Object.fromEntries(members.reverse()), description: "spelled otherwise" };
  if (dice() === 0) return { allOf: [spelled] };
  if (dice() === 0) {
    const name = `Schema${Object.keys(schemas).length}`;
    schemas[name] = spelled;
    return { $ref: `#/components/schemas/${name}` };
  }
  return spelled;
}

const hasBreaking = (changes: readonly Change[], direction: string) =>
  changes.some((one) => one.level === "breaking" && one.direction === direction);

property.prop([schema, schema], runs)(
  "finds nothing between a document and its copy",
  (request, response) => {
    const one = document(request, response);
    expect(compareDocuments(one, structuredClone(one))).toEqual([]);
  },
);

property.prop([schema, schema, fc.infiniteStream(fc.integer({ min: 0, max: 3 }))], runs)(
  "finds nothing between two spellings",
  (request, response, dice) => {
    const schemas: JsonObject = {};
    const roll = () => dice.next().value as number;
    const other = document(respell(request, schemas, roll), respell(response, schemas, roll), schemas);
    expect(compareDocuments(document(request, response), other)).toEqual([]);
    expect(compareDocuments(other, document(request, response))).toEqual([]);
  },
);

property.prop([schema, schema], runs)(
  "breaks requests one way where it breaks responses the other way",
  (one, other) => {
    const forth = compareDocuments(document(one, true), document(other, true));
    const back = compareDocuments(document(true, other), document(true, one));
    expect(hasBreaking(forth, "request")).toBe(hasBreaking(back, "response"));
  },
);

property.prop([schema, schema], runs)("says what containment says", (one, other) => {
  const judge = createJudge({ direction: "request", declared: true, text: false });
  const source = () => createSource({ openapi: "3.1.0" });
  const verdict = judge.contains(nodeAt(source(), one, ""), nodeAt(source(), other, "")).kind;
  const changes = compareDocuments(document(one, true), document(other, true));
  if (verdict === "not-contained") expect(hasBreaking(changes, "request")).toBe(true);
  if (verdict === "contained") expect(hasBreaking(changes, "request")).toBe(false);
  if (verdict === "undecided") expect(changes.some((change) => change.level !== "safe")).toBe(true);
});

property.prop([schema, schema, schema], runs)(
  "knows documents apart that share their parts",
  (one, other, shared) => {
    const part = { properties: { p: { $ref: "#/components/schemas/A" } }, additionalProperties: shared };
    const changes = compareDocuments(document(part, true, { A: one }), document(part, true, { A: other }));
    expect(changes).toEqual(
      compareDocuments(document(part, true, { A: one }), structuredClone(document(part, true, { A: other }))),
    );
  },
);

property.prop([schema, schema], runs)(
  "gives each change a fingerprint of its own, and the same one again",
  (one, other) => {
    const changes = compareDocuments(document(one, other), document(other, one));
    const prints = changes.map((change) => change.fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    const moved = (request: Json, response: Json) => ({
      ...document(
        { $ref: "#/components/schemas/A" },
        { $ref: "#/components/schemas/B" },
        { B: response, A: request },
      ),
    });
    expect(
      compareDocuments(moved(one, other), moved(other, one))
        .map((change) => change.fingerprint)
        .sort(),
    ).toEqual(prints.sort());
  },
);
