import type { Outcome, Verdict } from "../contract/words.ts";

/** What came of one rule when the evidence was judged again. */
export interface AuditedRule {
  readonly id: string;
  readonly outcome: Outcome;
  readonly reason?: string;
}

/** What a log shows when it is judged again, and why that may not be all of it. */
export interface Findings {
  readonly verdict: Verdict;
  readonly rules: readonly AuditedRule[];
  /** Cases that the plan has, and those of them that were carried out. */
  readonly cases: { readonly planned: number; readonly carriedOut: number };
  /** What is missing, too much, or not as planned: with any of it, nothing can be certified. */
  readonly problems: readonly string[];
}
