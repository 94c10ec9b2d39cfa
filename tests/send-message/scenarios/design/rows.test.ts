import { describe, expect, it } from "vitest";
import { entryRows, raceRows, rejectionRows, requestRows } from "../../../../generated/design-rows.ts";
import { type Design, decodeRows } from "../../../../src/send-message/scenarios/design/factor.ts";
import { entryFactors, requestFactors } from "../../../../src/send-message/scenarios/design/merge-factors.ts";
import { raceFactors } from "../../../../src/send-message/scenarios/design/race-factors.ts";
import {
  NESTINGS,
  rejectionFactors,
  UNDER,
} from "../../../../src/send-message/scenarios/design/rejection-factors.ts";

const DESIGNS: readonly (readonly [Design, readonly string[]])[] = [
  [requestFactors, requestRows],
  [entryFactors, entryRows],
  [rejectionFactors, rejectionRows],
  [raceFactors, raceRows],
];

/** Every row that the exclusions allow, level by level: slow, and apart from the generator. */
function* everyRow(design: Design): Generator<Record<string, string>> {
  const names = Object.keys(design.factors);
  function* from(at: number, row: Record<string, string>): Generator<Record<string, string>> {
    if (design.exclusions.some(({ excludes }) => excludes(row))) return;
    if (at === names.length) yield { ...row };
    else
      for (const { name } of design.factors[names[at]!]!) yield* from(at + 1, { ...row, [names[at]!]: name });
  }
  yield* from(0, {});
}

/** The combinations that rows hold, counted for each set of factors. */
function tuplesOf(design: Design, rows: Iterable<Record<string, string>>): Map<string, Set<string>> {
  const names = Object.keys(design.factors);
  const sets = [
    ...names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b])),
    ...design.triples.map((triple) => [...triple]),
  ];
  const found = new Map(sets.map((set) => [set.join(), new Set<string>()]));
  for (const row of rows)
    for (const set of sets) found.get(set.join())!.add(set.map((name) => row[name]).join("\n"));
  return found;
}

describe("generated/design-rows.ts", () => {
  for (const [design, rows] of DESIGNS) {
    it(`holds every feasible pair and chosen triple of "${design.id}"`, () => {
      const feasible = tuplesOf(design, everyRow(design));
      const held = tuplesOf(design, decodeRows(design, rows));
      for (const [set, tuples] of feasible) expect(held.get(set), set).toEqual(tuples);
    });

    it(`gives a reason for every level and exclusion of "${design.id}"`, () => {
      for (const level of [...Object.values(design.factors).flat(), ...design.exclusions])
        expect(level.reason).not.toBe("");
    });
  }

  it("puts a nested object of every kind, under every member of every kind of key, into each record", () => {
    const rows = decodeRows(rejectionFactors, rejectionRows);
    for (const record of ["session", "contact"]) {
      const own = rows.filter((row) => row.record === record);
      // Every row takes the next member: a level must stand in as many rows as it has members, whatever the seed.
      for (const { name, members } of UNDER)
        expect(own.filter(({ under }) => under === name).length, name).toBeGreaterThanOrEqual(members.length);
      for (const { name, members } of NESTINGS)
        expect(own.filter(({ nesting }) => nesting === name).length, name).toBeGreaterThanOrEqual(
          members.length,
        );
    }
  });
});
