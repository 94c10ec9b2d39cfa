import type { Case } from "../evidence/case.ts";
import type { Json } from "../json/json.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { observedInAll } from "../judging/judgement.ts";
import { type Outcome, severityOf } from "../judging/outcome.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { isFedBy, type Rule } from "../send-message/rules/rule.ts";
import { whatFailed } from "./advice.ts";
import type { RuleResult } from "./run-result.ts";

/** Why a rule is inconclusive if nothing that was sent concerns it. */
export const NOTHING_SHOWS =
  "no answer of this run shows it; mend what else is reported, or use a larger --profile";

/** How far a run is. */
type Reached = NonNullable<RuleResult["foundAfter"]>;

/**
 * Turns cases into the outcomes of rules, while a run goes on or from what was recorded of one: the same for both.
 * `missing` says why a rule that nothing concerned could not be judged at all.
 */
export function judgeBy(
  rules: readonly Rule[],
  contract: Contract,
  strict: boolean,
  missing: (rule: Rule) => string | undefined,
) {
  const progress = rules.map((rule) => new RuleProgress(rule));
  return {
    /** Judges a case by every rule; those that it is the first to break. `at` is how far the run is. */
    add: (it: Case, at: Reached, analysis = new CaseAnalysis(it, contract)): Rule[] =>
      progress.filter((each) => each.add(analysis, at)).map(({ rule }) => rule),
    /** What came of every rule, each failure as it first happened; `problem` is why not everything was carried out. */
    results: (problem?: string): RuleResult[] =>
      progress.map((each) => each.result(strict, missing(each.rule), problem)),
  };
}

/** What the cases of a run have said of one rule so far. */
class RuleProgress {
  readonly rule: Rule;
  readonly #sums = { checked: 0, cases: 0, requests: 0, ms: 0, failures: 0 };
  #undecided: string | undefined;
  /** What failed beside the sends of a case that was to feed the rule. */
  #failed: string | undefined;
  readonly #observed = new Map<string, Json>();
  #first: Required<Pick<RuleResult, "counterexample" | "foundAfter">> | undefined;

  constructor(rule: Rule) {
    this.rule = rule;
  }

  /** Judges a case; whether it is the first that breaks the rule. */
  add(it: CaseAnalysis, at: Reached): boolean {
    // Other scenarios may touch an open point on their way; only its own ask it so that the answer is always the same.
    if (this.rule.basis === "open" && !isFedBy(this.rule, it.case.scenario)) return false;
    const { checked, violations, undecided, observed } = this.rule.judge(it);
    const sums = this.#sums;
    sums.checked += checked;
    if (checked > 0) {
      sums.cases += 1;
      sums.requests += it.case.exchanges.length;
      sums.ms += timeOf(it.case);
    }
    sums.failures += violations.length;
    if (checked === 0 && isFedBy(this.rule, it.case.scenario)) this.#failed ??= whatFailed(it.case);
    this.#undecided ??= undecided;
    if (observed !== undefined) this.#observed.set(JSON.stringify(observed), observed);
    const [violation] = violations;
    if (violation === undefined || this.#first !== undefined) return false;
    const counterexample = { case: it.case, violation, reproduced: { failed: 0, runs: 0 } };
    this.#first = { counterexample, foundAfter: at };
    return true;
  }

  result(strict: boolean, missing: string | undefined, problem: string | undefined): RuleResult {
    const { basis } = this.rule;
    const { outcome, reason } = this.#outcome(strict, missing);
    return withoutUndefined({
      rule: this.rule,
      basis,
      outcome,
      reason: outcome === "inconclusive" ? (problem ?? reason) : reason,
      ...this.#sums,
      ms: Math.round(this.#sums.ms),
      observed: basis === "open" ? observedInAll([...this.#observed.values()]) : undefined,
      ...this.#first,
    });
  }

  #outcome(strict: boolean, missing: string | undefined): { outcome: Outcome; reason?: string } {
    const { basis, needs } = this.rule;
    if (basis === "open") {
      if (this.#observed.size > 0) return { outcome: "observed" };
      return { outcome: "skipped", reason: missing ?? this.#undecided ?? "nothing in this run showed it" };
    }
    if (this.#first !== undefined) return { outcome: severityOf(basis, strict) };
    if (this.#sums.checked > 0) return { outcome: "pass" };
    if (missing !== undefined) return { outcome: "skipped", reason: missing };
    // Whether a provider tells an external system anything is its own business.
    if (needs === "a ticketing sink")
      return {
        outcome: "skipped",
        reason:
          "no later message arrived at the ticketing sink; check that the provider reports messages to it",
      };
    return { outcome: "inconclusive", reason: this.#failed ?? this.#undecided ?? NOTHING_SHOWS };
  }
}

function timeOf({ exchanges }: Case): number {
  const [first] = exchanges;
  return first === undefined ? 0 : Math.max(...exchanges.map(({ endedMs }) => endedMs)) - first.startedMs;
}
