import { expect, test } from "vitest";
import { REPORTED_KINDS } from "../../scripts/matrix/reported.ts";
import { faults } from "../../src/lab/faults/registry.ts";

test("every kind that was reported from outside is planted, by effects of its own", () => {
  const planted = REPORTED_KINDS.map(({ kind, names }) => ({
    kind,
    own: faults.filter(({ name }) => names.test(name)),
  }));
  expect(planted.filter(({ own }) => own.length === 0)).toEqual([]);
  for (const { since } of REPORTED_KINDS) expect(since).toMatch(/^20\d\d-\d\d-\d\d$/);
});
