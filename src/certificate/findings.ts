import { withoutUndefined } from "../json/without-undefined.ts";
import type { Basis, Outcome, Verdict } from "../judging/outcome.ts";

/** What came of one rule when the evidence was judged again. */
export interface AuditedRule {
  readonly id: string;
  readonly basis: Basis;
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

/** The result of a rule of a provider or a consumer, as far as a certificate shows it. */
export function auditedRule(
  it: Pick<AuditedRule, "outcome" | "reason"> & { readonly rule: Pick<AuditedRule, "id" | "basis"> },
): AuditedRule {
  const { id, basis } = it.rule;
  return withoutUndefined({ id, basis, outcome: it.outcome, reason: it.reason });
}

/** Duties that were not judged; what is observed only is none. */
export function skippedDuties(rules: readonly AuditedRule[]): AuditedRule[] {
  return rules.filter(({ basis, outcome }) => outcome === "skipped" && basis !== "open");
}
