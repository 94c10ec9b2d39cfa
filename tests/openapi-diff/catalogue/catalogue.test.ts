import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/json/json.ts";
import { catalogue, directionOf, idsOf } from "../../../src/openapi-diff/catalogue/catalogue.ts";
import { documentChanges } from "../../../src/openapi-diff/catalogue/document-changes.ts";
import type { SchemaPlace } from "../../../src/openapi-diff/catalogue/schema/schema-change.ts";
import {
  type SchemaAction,
  schemaChanges,
} from "../../../src/openapi-diff/catalogue/schema/schema-changes.ts";
import { compareDocuments } from "../../../src/openapi-diff/compare-documents.ts";
import { schema } from "../schema/arbitrary-schema.ts";
import { documentOf, documentWith } from "./example-document.ts";

const changesOf = (base: JsonObject, revision: JsonObject) =>
  compareDocuments(base, revision, { today: "2026-06-01" });
const known = new Map<string, ReturnType<typeof catalogue>[number]>(
  catalogue().map((entry) => [entry.id, entry]),
);

test.each(Object.entries(documentChanges))("%s is what its example shows", (id, change) => {
  const { of, base, revision, level, direction } = change;
  const found = changesOf(documentOf(of, base), documentOf(of, revision));
  expect(found).toContainEqual(expect.objectContaining({ id, level, direction }));
});

describe.each(Object.keys(schemaChanges) as SchemaAction[])("%s is what its example shows", (action) => {
  const { base, revision, level, ids } = schemaChanges[action];
  const of = "request body" in ids ? "itself" : "member";
  test.each(idsOf(action))("in a %s: %s", (place, id) => {
    const found = changesOf(documentWith(place, base, of), documentWith(place, revision, of));
    const direction = directionOf(place);
    expect(found).toContainEqual(expect.objectContaining({ id, level: level[direction], direction }));
  });
});

const place = fc.constantFrom<SchemaPlace[]>(
  "request body",
  "parameter",
  "response property",
  "header property",
);

property.prop([schema, schema, place], { numRuns: Number(process.env.RUNS ?? 300) })(
  "every change is in the catalogue, in its direction",
  (one, other, where) => {
    for (const { id, direction } of changesOf(
      documentWith(where, one, "itself"),
      documentWith(where, other, "itself"),
    ))
      expect([id, known.get(id)?.direction]).toEqual([id, direction]);
  },
);

test("code of Ajv that throws, as for this pair, shows nothing and ends nothing", () => {
  const base = { maxItems: 1, minContains: 3, patternProperties: {} };
  const revision = {
    allOf: [{}, { patternProperties: { "[bc]": { maxItems: 0, uniqueItems: false } } }],
    anyOf: [
      {
        items: { else: true },
        properties: { b: { minItems: 2, items: true, contains: false, required: ["c"] }, c: true, a: true },
        minProperties: 3,
      },
    ],
    not: { minItems: 0, maxContains: 0 },
    else: { minimum: 2, maximum: 0, exclusiveMinimum: 1, multipleOf: 1, maxLength: 3, pattern: "^[a-c]*$" },
  };
  const of = (schema: JsonObject) => documentWith("parameter", schema, "itself");
  expect(changesOf(of(base), of(revision)).length).toBeGreaterThan(0);
});
