import type { Profile } from "../../evidence/profile.ts";
import type { RecordKind, Step } from "../../evidence/step.ts";
import type { Contract } from "../contract/contract.ts";

/** What a case is made from: it determines every byte that the case sends, ids aside. */
export interface Seed {
  readonly seed: number;
  /** Number of the case within its scenario, from 0. */
  readonly number: number;
  /** Stands in every key and text of the case. */
  readonly tag: string;
}

/** A number that stands for a case, from -2^31 on: equal for equal seeds, and far apart for neighbours. */
export function randomSeedOf({ seed, number }: Pick<Seed, "seed" | "number">): number {
  return Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b);
}

/** A pure generator of steps. */
export interface Scenario {
  readonly id: string;
  /** What it does, in a sentence without its full stop. */
  readonly title: string;
  /** How many cases there are in each profile. */
  readonly cases: Readonly<Record<Profile, number>>;
  /** Says what the user must give for it; it is left out without. */
  readonly needs?: "a read-only key" | "a ticketing sink" | "Create Session";
  readonly steps: (seed: Seed, contract: Contract) => readonly Step[];
  /** Of a scenario that a covering design makes: the rows that a case exercises. */
  readonly rows?: (seed: Seed) => readonly ExercisedRow[];
}

/** One row of a design, and where its case shows it. */
export interface ExercisedRow {
  /** Id of the design. */
  readonly design: string;
  readonly row: Readonly<Record<string, string>>;
  /** The steps whose requests must have been answered. */
  readonly steps: readonly number[];
  /** Keys of custom data whose writes must have been judged. */
  readonly keys: readonly { readonly record: RecordKind; readonly key: string }[];
}

/** The same number of cases in every profile. */
export function always(count: number): Scenario["cases"] {
  return { quick: count, standard: count, thorough: count };
}

/** Cases in the standard and thorough profiles only. */
export function beyondQuick(count: number): Scenario["cases"] {
  return { quick: 0, standard: count, thorough: count };
}
