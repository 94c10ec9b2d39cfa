import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import { isObject, type Json, type JsonObject } from "../../src/json/json.ts";
import type { Change } from "../../src/openapi-diff/change.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { createProver } from "../../src/openapi-diff/schema/create-prover.ts";
import { createSource, nodeAt } from "../../src/openapi-diff/schema/node.ts";
import { schema } from "./schema/arbitrary-schema.ts";
import { documentWith } from "./schema/document-with.ts";
import { withInside } from "./schema/edited.ts";

const runs = { numRuns: Number(process.env.RUNS ?? 400) };

/** The same schema, spelled otherwise: members the other way round, everything in components of its own, or in an `allOf`. */
function respell(one: Json, schemas: JsonObject, dice: () => number): Json {
  if (!isObject(one)) return one;
  const members = Object.entries(one).map(([keyword, value]): [string, Json] => {
    if ((keyword === "enum" || keyword === "required") && Array.isArray(value))
      return [keyword, [...value].reverse()];
    const inside = withInside(keyword, value, (schema) => respell(schema, schemas, dice));
    const isMap = keyword === "properties" && isObject(inside);
    return [keyword, isMap ? Object.fromEntries(Object.entries(inside).reverse()) : inside];
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
    const one = documentWith(request, response);
    expect(compareDocuments(one, structuredClone(one))).toEqual([]);
  },
);

property.prop([schema, schema, fc.infiniteStream(fc.integer({ min: 0, max: 3 }))], runs)(
  "finds nothing between two spellings",
  (request, response, dice) => {
    const schemas: JsonObject = {};
    const roll = () => dice.next().value as number;
    const other = documentWith(respell(request, schemas, roll), respell(response, schemas, roll), schemas);
    expect(compareDocuments(documentWith(request, response), other)).toEqual([]);
    expect(compareDocuments(other, documentWith(request, response))).toEqual([]);
  },
);

property.prop([schema, schema], runs)(
  "breaks requests one way where it breaks responses the other way",
  (one, other) => {
    const forth = compareDocuments(documentWith(one, true), documentWith(other, true));
    const back = compareDocuments(documentWith(true, other), documentWith(true, one));
    expect(hasBreaking(forth, "request")).toBe(hasBreaking(back, "response"));
  },
);

property.prop([schema, schema], runs)("says what containment says", (one, other) => {
  const prover = createProver({ direction: "request", declared: true, text: false });
  const source = () => createSource({ openapi: "3.1.0" });
  const containment = prover.containment(nodeAt(source(), one, ""), nodeAt(source(), other, "")).kind;
  const changes = compareDocuments(documentWith(one, true), documentWith(other, true));
  if (containment === "not-contained") expect(hasBreaking(changes, "request")).toBe(true);
  if (containment === "contained") expect(hasBreaking(changes, "request")).toBe(false);
  if (containment === "undecided") expect(changes.some((change) => change.level !== "safe")).toBe(true);
});

property.prop([schema, schema, schema], runs)(
  "knows documents apart that share their parts",
  (one, other, shared) => {
    const part = { properties: { p: { $ref: "#/components/schemas/A" } }, additionalProperties: shared };
    const changes = compareDocuments(
      documentWith(part, true, { A: one }),
      documentWith(part, true, { A: other }),
    );
    expect(changes).toEqual(
      compareDocuments(
        documentWith(part, true, { A: one }),
        structuredClone(documentWith(part, true, { A: other })),
      ),
    );
  },
);

property.prop([schema, schema], runs)(
  "gives each change a fingerprint of its own, and the same one again",
  (one, other) => {
    const changes = compareDocuments(documentWith(one, other), documentWith(other, one));
    const prints = changes.map((change) => change.fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    const moved = (request: Json, response: Json) => ({
      ...documentWith(
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
