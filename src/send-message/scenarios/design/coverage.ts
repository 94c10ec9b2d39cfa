import type { ExercisedRow } from "../scenario.ts";
import {
  type Design,
  decodeRows,
  encodeRow,
  factorNames,
  interactions,
  type Row,
  tupleId,
} from "./factor.ts";
import { entryFactors, requestFactors } from "./merge-factors.ts";
import { raceFactors } from "./race-factors.ts";
import { rejectionFactors } from "./rejection-factors.ts";

export const DESIGNS: readonly Design[] = [requestFactors, entryFactors, rejectionFactors, raceFactors];

/** How many combinations of levels there are, how many were sent, and how many of these were judged. */
export interface Covered {
  readonly feasible: number;
  readonly exercised: number;
  readonly judged: number;
}

/** What a run covered of one design. */
export interface DesignCoverage {
  readonly design: string;
  readonly pairs: Covered;
  /** Of the chosen triples; absent where the design has none. */
  readonly triples?: Covered;
  /** Pairs in which a level of this factor stands. */
  readonly factors: Readonly<Record<string, Covered>>;
}

/** Rows of each design, as `generated/design-rows.ts` writes them: those that were sent, and those that were judged. */
export interface CoveredRows {
  readonly exercised: Readonly<Record<string, readonly string[]>>;
  readonly judged: Readonly<Record<string, readonly string[]>>;
}

/** Adds up the rows that the cases of a run exercised. */
export class Coverage {
  readonly #exercised = new Map<string, Set<string>>();
  readonly #judged = new Map<string, Set<string>>();

  /** What others have covered, put together. */
  static of(all: readonly CoveredRows[]): Coverage {
    const coverage = new Coverage();
    for (const { exercised, judged } of all) {
      addAll(coverage.#exercised, exercised);
      addAll(coverage.#judged, judged);
    }
    return coverage;
  }

  rows(): CoveredRows {
    const listed = (sets: ReadonlyMap<string, ReadonlySet<string>>) =>
      Object.fromEntries([...sets].map(([id, codes]) => [id, [...codes].sort()]));
    return { exercised: listed(this.#exercised), judged: listed(this.#judged) };
  }

  add({ design: id, row }: Pick<ExercisedRow, "design" | "row">, isJudged: boolean): void {
    const code = encodeRow(DESIGNS.find((each) => each.id === id)!, row);
    addAll(this.#exercised, { [id]: [code] });
    if (isJudged) addAll(this.#judged, { [id]: [code] });
  }

  /** Of every design, in a fixed order. */
  figures(): DesignCoverage[] {
    return DESIGNS.map((design) => {
      const rowsIn = (sets: ReadonlyMap<string, ReadonlySet<string>>) =>
        decodeRows(design, [...(sets.get(design.id) ?? [])]);
      const [exercised, judged] = [rowsIn(this.#exercised), rowsIn(this.#judged)];
      const sets = interactions(design).map((factors) => {
        const feasible = new Set(feasibleTuples(design, factors));
        const count = (rows: readonly Row[]) =>
          new Set(rows.map((row) => tupleId(factors, row)).filter((tuple) => feasible.has(tuple))).size;
        return { factors, feasible: feasible.size, exercised: count(exercised), judged: count(judged) };
      });
      const pairs = sets.filter(({ factors }) => factors.length === 2);
      return {
        design: design.id,
        pairs: sumOf(pairs),
        ...(design.triples.length === 0
          ? {}
          : { triples: sumOf(sets.filter(({ factors }) => factors.length === 3)) }),
        factors: Object.fromEntries(
          factorNames(design).map((name) => [
            name,
            sumOf(pairs.filter(({ factors }) => factors.includes(name))),
          ]),
        ),
      };
    });
  }
}

function addAll(sets: Map<string, Set<string>>, more: Readonly<Record<string, readonly string[]>>): void {
  for (const [id, codes] of Object.entries(more)) {
    const set = sets.get(id) ?? new Set();
    for (const code of codes) set.add(code);
    sets.set(id, set);
  }
}

function sumOf(all: readonly Covered[]): Covered {
  const sum = (name: keyof Covered) => all.reduce((total, each) => total + each[name], 0);
  return { feasible: sum("feasible"), exercised: sum("exercised"), judged: sum("judged") };
}

/** The combinations of levels of these factors that some row can hold. */
export function feasibleTuples(design: Design, factors: readonly string[]): string[] {
  return combinations(design, factors)
    .filter((row) => canBeFinished(design, row))
    .map((row) => tupleId(factors, row));
}

/** Every combination of levels of these factors, feasible or not. */
export function combinations(design: Design, factors: readonly string[]): Partial<Record<string, string>>[] {
  return factors.reduce<Partial<Record<string, string>>[]>(
    (rows, name) =>
      rows.flatMap((row) => design.factors[name]!.map((level) => ({ ...row, [name]: level.name }))),
    [{}],
  );
}

/** Whether a row that has these levels can be made. */
export function canBeFinished(design: Design, row: Partial<Record<string, string>>): boolean {
  if (design.exclusions.some(({ excludes }) => excludes(row))) return false;
  const open = factorNames(design).find((name) => row[name] === undefined);
  return (
    open === undefined ||
    design.factors[open]!.some((level) => canBeFinished(design, { ...row, [open]: level.name }))
  );
}
