import { canBeFinished, combinations } from "../../src/send-message/scenarios/design/coverage.ts";
import {
  type Design,
  factorNames,
  interactions,
  type Row,
  tupleId,
} from "../../src/send-message/scenarios/design/factor.ts";

type Partially = Partial<Record<string, string>>;

/** Rows tried for each that is kept. */
const TRIES = 12;

/**
 * Rows that hold every feasible combination of the design at least once. A greedy search: each row begins with a
 * combination that is still missing, and every other factor gets the level that adds most, as long as the row can be
 * finished. Equal input gives equal rows.
 */
export function cover(design: Design): { readonly rows: Row[]; readonly infeasible: string[] } {
  const names = factorNames(design);
  const random = randomOf(design.id);
  const sets = interactions(design);
  const missing = new Map<string, Partially>();
  const infeasible: string[] = [];
  for (const factors of sets) {
    for (const tuple of combinations(design, factors)) {
      if (canBeFinished(design, tuple)) missing.set(tupleId(factors, tuple), tuple);
      else infeasible.push(tupleId(factors, tuple));
    }
  }

  /** Missing combinations that a row holds once this factor is chosen. */
  const gain = (row: Partially, name: string) =>
    sets.filter(
      (factors) =>
        factors.includes(name) &&
        factors.every((each) => row[each] !== undefined) &&
        missing.has(tupleId(factors, row)),
    ).length;
  const finished = (begun: Partially): Partially => {
    let row = begun;
    for (const name of shuffled(names, random).filter((each) => begun[each] === undefined)) {
      const best = shuffled(design.factors[name]!, random)
        .map((level) => {
          const next = { ...row, [name]: level.name };
          // Half a combination: between levels that add the same, the cheap one.
          return { next, gain: gain(next, name) - (level.isCostly ? 0.5 : 0) };
        })
        .sort((a, b) => b.gain - a.gain)
        .find(({ next }) => canBeFinished(design, next))!;
      row = best.next;
    }
    return row;
  };
  const heldBy = (row: Partially) =>
    sets.map((factors) => tupleId(factors, row)).filter((id) => missing.has(id));

  const rows: Row[] = [];
  while (missing.size > 0) {
    const [first] = missing.values();
    const tries = Array.from({ length: TRIES }, () => finished(first!));
    const best = tries.reduce((a, b) => (heldBy(b).length > heldBy(a).length ? b : a));
    for (const id of heldBy(best)) missing.delete(id);
    rows.push(best as Row);
  }
  return { rows, infeasible };
}

/** Numbers from 0 to 1 that depend on the text alone (mulberry32). */
function randomOf(text: string): () => number {
  let state = [...text].reduce((sum, char) => Math.imul(sum, 31) + char.codePointAt(0)!, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
