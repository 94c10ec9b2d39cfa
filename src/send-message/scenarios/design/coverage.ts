import type { ExercisedRow } from "../scenario.ts";
import { type Design, factorNames, interactions, tupleId } from "./factor.ts";
import { entryDesign, requestDesign } from "./merge-design.ts";
import { raceDesign } from "./race-design.ts";
import { rejectionDesign } from "./rejection-design.ts";

export const DESIGNS: readonly Design[] = [requestDesign, entryDesign, rejectionDesign, raceDesign];

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

/** Adds up the rows that the cases of a run exercised. */
export class Coverage {
  readonly #exercised = new Map<string, Set<string>>();
  readonly #judged = new Map<string, Set<string>>();

  add({ design: id, row }: ExercisedRow, isJudged: boolean): void {
    const design = DESIGNS.find((each) => each.id === id)!;
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
