import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { valueAt } from "../../src/json/pointer.ts";
import { parseDocument } from "../../src/openapi/parse-document.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";

// Each folder is one idea: two documents, and the changes from the one to the other as `level id @ location`.
const folder = join(import.meta.dirname, "../fixtures/change");
const read = (name: string, file: string) => readFileSync(join(folder, name, file), "utf8");
const today = "2026-06-01";

describe.each(readdirSync(folder))("%s", (name) => {
  const base = parseDocument(read(name, "base.yaml"), "base.yaml");
  const revision = parseDocument(read(name, "revision.yaml"), "revision.yaml");

  test("has exactly the expected changes", () => {
    const changes = compareDocuments(base, revision, { today });
    const told = changes.map(({ level, id, location }) => `${level} ${id} @ ${location}`);
    expect(told.sort()).toEqual((JSON.parse(read(name, "expected.json")) as string[]).sort());
  });

  test("has no change against itself", () => {
    for (const document of [base, revision])
      expect(compareDocuments(document, structuredClone(document), { today })).toEqual([]);
  });

  test("points to places that are there", () => {
    for (const { basePlace, revisionPlace } of compareDocuments(base, revision, { today })) {
      expect([basePlace, valueAt(base, basePlace) !== undefined]).toEqual([basePlace, true]);
      expect([revisionPlace, valueAt(revision, revisionPlace) !== undefined]).toEqual([revisionPlace, true]);
    }
  });

  test("has a fingerprint of its own for each change, and a sentence", () => {
    const changes = compareDocuments(base, revision, { today });
    expect(new Set(changes.map((change) => change.fingerprint)).size).toBe(changes.length);
    for (const { message } of changes) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});
