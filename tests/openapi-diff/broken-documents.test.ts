import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Json, JsonObject } from "../../src/json/json.ts";
import { parseDocument } from "../../src/openapi/parse-document.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";

const folder = join(import.meta.dirname, "../fixtures/change");
const documents = readdirSync(folder).flatMap((name) =>
  ["base.yaml", "revision.yaml"].map((file) =>
    parseDocument(readFileSync(join(folder, name, file), "utf8"), file),
  ),
);

const odd = fc.constantFrom<Json[]>(
  null,
  true,
  7,
  -1,
  "odd",
  "",
  [],
  [null, 1, "a", {}],
  {},
  { $ref: "#" },
  { $ref: "#/nowhere" },
  { $ref: "#/paths" },
  { $ref: 7 },
  { type: "odd" },
  { __proto__: null, type: ["string", 7], properties: [], required: "a" },
  { allOf: "a", oneOf: [7, null], anyOf: {}, enum: {}, not: 3, items: [{}] },
  { pattern: "(", format: "[", minimum: "1", maxLength: -2, multipleOf: 0 },
  JSON.parse(
    '{"properties":{"__proto__":{"type":"string"},"constructor":{}},"required":["__proto__","toString"]}',
  ),
);

/** The document with some of its values replaced; `dice` picks which. */
function damaged(value: Json, dice: () => number, pick: () => Json): Json {
  if (dice() === 0) return pick();
  if (Array.isArray(value)) return value.map((item) => damaged(item, dice, pick));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, damaged(member, dice, pick)]),
  );
}

property.prop(
  [fc.constantFrom(...documents), fc.infiniteStream(fc.integer({ min: 0, max: 25 })), fc.infiniteStream(odd)],
  { numRuns: Number(process.env.RUNS ?? 500) },
)("compares documents that are not what they should be", (document, dice, picks) => {
  const broken = damaged(
    document,
    () => dice.next().value as number,
    () => picks.next().value as Json,
  );
  const other = (
    typeof broken === "object" && broken !== null && !Array.isArray(broken) ? broken : {}
  ) as JsonObject;
  const sound = [compareDocuments(document, other), compareDocuments(other, document)].flat();
  expect(sound.every((change) => change.fingerprint.length === 16)).toBe(true);
  expect(compareDocuments(other, structuredClone(other))).toEqual([]);
});
