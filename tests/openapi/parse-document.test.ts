import { expect, test } from "vitest";
import { parseBounded, parseDocument } from "../../src/openapi/parse-document.ts";
import { UsageError } from "../../src/usage-error.ts";

const refusalOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof UsageError ? error.message : `unexpected ${String(error)}`;
  }
};

test("reads YAML, JSON and merge keys", () => {
  expect(parseDocument("openapi: 3.1.0\npaths: {}", "a.yaml")).toEqual({ openapi: "3.1.0", paths: {} });
  expect(parseDocument('{"openapi":"3.0.3"}', "a.json")).toEqual({ openapi: "3.0.3" });
  expect(parseBounded("a: &a {x: 1}\nb: {<<: *a, y: 2}", "a.yaml")).toEqual({
    a: { x: 1 },
    b: { x: 1, y: 2 },
  });
});

test("keeps __proto__ an ordinary key", () => {
  const value = parseBounded("__proto__: {polluted: true}", "a.yaml");
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("refuses what is no OpenAPI 3 document, naming it", () => {
  expect(refusalOf(() => parseDocument("swagger: '2.0'", "a.yaml"))).toBe(
    "a.yaml is not an OpenAPI 3 document",
  );
  expect(refusalOf(() => parseDocument("- 1", "a.yaml"))).toBe("a.yaml is not an OpenAPI 3 document");
  expect(refusalOf(() => parseDocument("a: [", "a.yaml"))).toMatch(/^a.yaml cannot be read: /);
});

test("refuses an alias bomb and deep nesting at once", () => {
  const lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1]"];
  for (let level = 1; level < 12; level += 1) {
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(",")}]`,
    );
  }
  expect(refusalOf(() => parseBounded(lines.join("\n"), "bomb.yaml"))).toMatch(
    /^bomb.yaml (?:cannot be read|has more than)/,
  );
  expect(refusalOf(() => parseBounded("[".repeat(100_000), "deep.yaml"))).toMatch(
    /^deep.yaml (?:cannot be read|is nested)/,
  );
  expect(refusalOf(() => parseBounded(`${"[".repeat(5_000)}${"]".repeat(5_000)}`, "deep.json"))).toMatch(
    /^deep.json is nested more than/,
  );
}, 30_000);
