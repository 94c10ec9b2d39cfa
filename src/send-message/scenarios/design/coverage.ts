import type { ExercisedRow } from "../scenario.ts";
import { type Design, decodeRows, encodeRow, factorNames, interactions, tupleId } from "./factor.ts";
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
  readonly #rows = { exercised: new Map<string, Set<string>>(), judged: new Map<string, Set<string>>() };

  /** What others have covered, put together. */
  static of(all: readonly CoveredRows[]): Coverage {
    const coverage = new Coverage();
    for (const design of DESIGNS)
      for (const isJudged of [false, true])
        for (const rows of all)
          for (const row of decodeRows(design, rows[isJudged ? "judged" : "exercised"][design.id] ?? []))
            coverage.add({ design: design.id, row }, isJudged);
    return coverage;
  }

  rows(): CoveredRows {
    const listed = (sets: ReadonlyMap<string, ReadonlySet<string>>) =>
      Object.fromEntries([...sets].map(([id, codes]) => [id, [...codes].sort()]));
    return { exercised: listed(this.#rows.exercised), judged: listed(this.#rows.judged) };
  }

  add({ design: id, row }: Pick<ExercisedRow, "design" | "row">, isJudged: boolean): void {
    const design = DESIGNS.find((each) => each.id === id)!;
    const code = encodeRow(design, row);
    setIn(this.#rows.exercised, id).add(code);
    if (isJudged) setIn(this.#rows.judged, id).add(code);
    for (const factors of interactions(design)) {
      const tuple = tupleId(factors, row);
      setIn(this.#exercised, id).add(tuple);
      if (isJudged) setIn(this.#judged, id).add(tuple);
    }
  }

  /** Of every design, in a fixed order. */
  figures(): DesignCoverage[] {
    return DESIGNS.map((design) => {
      const covered = (sets: readonly (readonly string[])[]): Covered => {
        const feasible = sets.flatMap((factors) => feasibleTuples(design, factors));
        const count = (seen: ReadonlySet<string>) => feasible.filter((tuple) => seen.has(tuple)).length;
        return {
          feasible: feasible.length,
          exercised: count(setIn(this.#exercised, design.id)),
          judged: count(setIn(this.#judged, design.id)),
        };
      };
      const sets = interactions(design);
      const pairs = sets.filter(({ length }) => length === 2);
      return {
        design: design.id,
        pairs: covered(pairs),
        ...(design.triples.length === 0 ? {} : { triples: covered(design.triples) }),
        factors: Object.fromEntries(
          factorNames(design).map((name) => [name, covered(pairs.filter((pair) => pair.includes(name)))]),
        ),
      };
    });
  }
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

function setIn(sets: Map<string, Set<string>>, id: string): Set<string> {
  const found = sets.get(id) ?? new Set();
  sets.set(id, found);
  return found;
}
