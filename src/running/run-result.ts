import type { Case } from "../evidence/case.ts";
import type { Omission } from "../evidence/omission.ts";
import type { Json } from "../json/json.ts";
import type { Violation } from "../judging/judgement.ts";
import type { Basis, Outcome, Verdict } from "../judging/outcome.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import type { CoveredRows, DesignCoverage } from "../send-message/scenarios/design/coverage.ts";
import type { PaceBucket } from "./pace.ts";

/** A failure cut down to what shows it, as it happened when it was last run. */
export interface Counterexample {
  readonly case: Case;
  readonly violation: Violation;
  /** How often the final steps failed, of how many times they were run. */
  readonly reproduced: { readonly failed: number; readonly runs: number };
}

/** What came of one rule in a run. */
export interface RuleResult {
  readonly rule: Rule;
  readonly basis: Basis;
  readonly outcome: Outcome;
  readonly reason?: string;
  /** Things judged, cases that held any, the requests of those, and their time in milliseconds. */
  readonly checked: number;
  readonly cases: number;
  readonly requests: number;
  readonly ms: number;
  readonly failures: number;
  readonly observed?: Json;
  readonly counterexample?: Counterexample;
  /** Requests sent, and milliseconds gone, when the first failure was known. */
  readonly foundAfter?: { readonly requests: number; readonly ms: number };
}

/** The same result, which the evidence does not decide after all. */
export function undecided({ counterexample: _, ...result }: RuleResult, reason: string): RuleResult {
  return { ...result, outcome: "inconclusive", reason };
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
  /** What was left out of it. */
  readonly without?: readonly Omission[];
  readonly stats: {
    readonly requests: number;
    readonly cases: number;
    readonly sessions: number;
    readonly durationMs: number;
  };
  /** Of a run that is one shard, or several that were merged: which, of how many, and the rows behind `coverage`. */
  readonly shards?: {
    readonly count: number;
    readonly held: readonly number[];
    readonly rows: CoveredRows;
  };
  /** How quickly the answers came; absent where a recording was judged. */
  readonly pace?: readonly PaceBucket[];
  /** Of the covering designs; absent where a recording was judged. */
  readonly coverage?: readonly DesignCoverage[];
  readonly leftBehind: { readonly sessions: readonly string[]; readonly contacts: readonly string[] };
}
