import { expect, test } from "vitest";
import { excerpt, namedIn } from "../../src/reports/exchange-lines.ts";

const body = JSON.stringify({ before: "x".repeat(1_000), place: { is: "here" }, after: "y".repeat(1_000) });

test("a long body is cut around the place that the judgement names", () => {
  const named = namedIn('"here" under "place" in the custom data', "an object");
  const shown = excerpt(body, named, 200);
  expect(shown).toContain('"place":{"is":"here"}');
  expect(shown).toMatch(/^\(\d+ characters\) …/);
  expect(shown).toMatch(new RegExp(`… \\(${body.length} characters\\)$`));
});

test("at its beginning where it names none, and not at all where it is short", () => {
  expect(excerpt(body, [], 20)).toBe(`{"before":"xxxxxxxxx… (${body.length} characters)`);
  expect(excerpt('{"a":1}', ['"b"'], 20)).toBe('{"a":1}');
});

test("the end of a body is shown whole", () => {
  expect(excerpt(`${"x".repeat(50)}"end"`, ['"end"'], 20)).toBe(`(35 characters) …${"x".repeat(15)}"end"`);
});
