import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Report } from "../../src/reports/report.ts";
import { waive } from "../../src/reports/waive.ts";

const report: Report = JSON.parse(readFileSync("tests/fixtures/reports/conformant/report.json", "utf8"));
const ID = "session-data/unsent-keys-stay";

/** Whether a waiver of the rule is stale in a run that came to this. */
function isStale(outcome: string | undefined, more: Partial<Report> = {}, id = ID): boolean {
  const [some] = report.rules;
  const rules = outcome === undefined ? [] : [{ ...some!, id: ID, outcome }];
  const it = { ...report, ...more, rules } as Report;
  const waiver = { id, reason: "known", until: "2030-01-01", line: 1 };
  return waive(it, [waiver], "2026-01-01").stale.length > 0;
}

test("a waiver is stale where its rule holds, and where there is no such rule", () => {
  expect(isStale("pass")).toBe(true);
  expect(isStale("fail")).toBe(false);
  expect(isStale("pass", {}, "session-data/unsent-key-stays")).toBe(true);
});

test("a waiver is not stale where its rule was not judged, or only in part: it may fail elsewhere", () => {
  for (const outcome of ["skipped", "inconclusive", undefined])
    expect([outcome, isStale(outcome)]).toEqual([outcome, false]);
  expect(isStale("pass", { shards: { count: 2, held: [1], rows: { exercised: {}, judged: {} } } })).toBe(
    false,
  );
  expect(isStale("pass", { problem: "the run was interrupted" })).toBe(false);
});
