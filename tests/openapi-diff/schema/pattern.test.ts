import { expect, test } from "vitest";
import { isFreePattern, matches, textsMatching } from "../../../src/openapi-diff/schema/pattern.ts";

test("matches anywhere in the text, by code points", () => {
  expect(matches("b", "abc")).toBe(true);
  expect(matches("^b", "abc")).toBe(false);
  expect(matches("^.$", "😀")).toBe(true);
});

test("leaves open what it does not understand", () => {
  expect(matches("(?i)a", "A")).toBeUndefined();
  expect(matches("[", "a")).toBeUndefined();
  expect(textsMatching("[")).toEqual([]);
});

test.each([
  "(a+)+$",
  "(.*a){20}x",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(a|aa)+$",
  "x*x*x*x*x*x*x*x*y",
  "((a{1000}){1000}){1000}",
])("answers in time for %s", (pattern) => {
  const started = performance.now();
  for (const length of [1, 5, 15, 16, 30, 100, 300, 100_000]) matches(pattern, "a".repeat(length));
  for (const length of [1, 5, 15, 16, 30, 100, 300, 100_000]) matches(pattern, "x".repeat(length));
  textsMatching(pattern);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("knows patterns that restrict nothing", () => {
  for (const pattern of ["", "^", ".*", "^.*", "^[\\s\\S]*$"])
    expect([pattern, isFreePattern(pattern)]).toEqual([pattern, true]);
  // A line break is no `.`, so this one does restrict.
  for (const pattern of ["^.*$", ".+", "a*"])
    expect([pattern, isFreePattern(pattern)]).toEqual([pattern, false]);
});

test("builds texts that match, the same ones each time", () => {
  const texts = textsMatching("^[a-c]{2,4}-\\d+$");
  expect(texts.length).toBeGreaterThan(3);
  for (const text of texts) expect(matches("^[a-c]{2,4}-\\d+$", text)).toBe(true);
  expect(textsMatching("^[a-c]{2,4}-\\d+$")).toEqual(texts);
});
