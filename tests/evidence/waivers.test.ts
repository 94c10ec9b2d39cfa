import { expect, test } from "vitest";
import { applyWaivers, parseWaivers } from "../../src/evidence/waivers.ts";
import { UsageError } from "../../src/usage-error.ts";

const today = "2026-06-01";
const ids = (id: string) => [id, `print-${id}`];

test("reads ids with their reasons and expiries, and skips comments", () => {
  const text =
    "# accepted until the new client is out\n\nrequest-property-removed  # nobody sends it, ticket #12, until 2027-01-31\r\n";
  expect(parseWaivers(text, "w")).toEqual([
    { id: "request-property-removed", reason: "nobody sends it, ticket #12", until: "2027-01-31", line: 3 },
  ]);
});

test.each([
  ["a rule without a comment", "some-id"],
  ["a rule without an expiry", "some-id # because"],
  ["a rule without a reason", "some-id # , until 2027-01-31"],
  ["a day that no calendar has", "some-id # because, until 2027-02-30"],
])("refuses %s, with its line", (_, line) => {
  const run = () => parseWaivers(`# head\n${line}\n`, "waivers.txt");
  expect(run).toThrow(UsageError);
  expect(run).toThrow(/^waivers\.txt:2 /);
});

test("refuses an id that stands there twice", () => {
  expect(() => parseWaivers("a # x, until 2027-01-01\na # y, until 2027-01-01", "w")).toThrow(
    /w:2 .* line 1/,
  );
});

test("sets aside what is waived by its id or its fingerprint, up to the last day", () => {
  const waivers = parseWaivers("a # x, until 2026-06-01\nprint-b # y, until 2030-01-01", "w");
  const { waived, stale } = applyWaivers(waivers, ["a", "b", "c"], ids, today);
  expect([...waived].map(([item, { line }]) => [item, line])).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
  expect(stale).toEqual([]);
});

test("calls a waiver stale that has expired, which then covers nothing, or that matches nothing", () => {
  const waivers = parseWaivers("a # x, until 2026-05-31\nb # y, until 2030-01-01", "w");
  const { waived, stale } = applyWaivers(waivers, ["a"], ids, today);
  expect(waived.size).toBe(0);
  expect(stale.map(({ id, cause }) => [id, cause])).toEqual([
    ["a", "expired"],
    ["b", "unused"],
  ]);
});
