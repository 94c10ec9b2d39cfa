import type { Basis, Json, Outcome, Verdict } from "../contract/words.ts";
import type { Rule } from "../rules/rule.ts";
import type { DesignCoverage } from "../scenarios/design/coverage.ts";
import type { Counterexample } from "./shrink.ts";

/** What came of one rule in a run. */
export interface RuleResult {
  readonly rule: Rule;
  readonly basis: Basis;
  readonly outcome: Outcome;
  readonly reason?: string;
  /** Things judged, cases that held any, and the requests of those. */
  readonly checked: number;
  readonly cases: number;
  readonly requests: number;
  readonly failures: number;
  readonly observed?: Json;
  readonly counterexample?: Counterexample;
  /** Requests sent, and milliseconds gone, when the first failure was known. */
  readonly foundAfter?: { readonly requests: number; readonly ms: number };
}

/** The outcome of a whole run. Times in milliseconds. */
export interface RunResult {
  readonly verdict: Verdict;
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: string;
  readonly rules: readonly RuleResult[];
  readonly seed: number;
  readonly nonce: string;
  readonly profile: string;
  readonly stats: {
    readonly requests: number;
    readonly cases: number;
    readonly sessions: number;
    readonly durationMs: number;
  };
  /** Of the covering designs; absent where a recording was judged. */
  readonly coverage?: readonly DesignCoverage[];
  readonly leftBehind: { readonly sessions: readonly string[]; readonly contacts: readonly string[] };
}

/** A run fails by a failed rule; a run that judged nothing, or left a rule undecided, is inconclusive. */
export function verdictOf(outcomes: readonly Outcome[]): Verdict {
  if (outcomes.includes("fail")) return "not-conformant";
  if (outcomes.includes("inconclusive")) return "inconclusive";
  return outcomes.some((outcome) => outcome === "pass" || outcome === "warn") ? "conformant" : "inconclusive";
}
