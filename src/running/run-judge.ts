import type { Case } from "../evidence/case.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { RuleProgress } from "./rule-progress.ts";
import type { RuleResult } from "./run-result.ts";

/** Turns cases into the outcomes of rules, while a run goes on or from what was recorded of one: the same for both. */
export class RunJudge {
  readonly #progress: ReadonlyMap<Rule, RuleProgress>;
  readonly #contract: Contract;
  readonly #strict: boolean;
  readonly #missing: (rule: Rule) => string | undefined;

  /** `missing` says why a rule that nothing concerned could not be judged at all. */
  constructor(
    rules: readonly Rule[],
    contract: Contract,
    strict: boolean,
    missing: (rule: Rule) => string | undefined,
  ) {
    this.#progress = new Map(rules.map((rule) => [rule, new RuleProgress(rule)]));
    this.#contract = contract;
    this.#strict = strict;
    this.#missing = missing;
  }

  /** Judges a case by every rule; those that it is the first to break. `at` is how far the run is. */
  add(
    it: Case,
    at: { readonly requests: number; readonly ms: number },
    analysis = new CaseAnalysis(it, this.#contract),
  ): Rule[] {
    return [...this.#progress.values()].filter((each) => each.add(analysis, at)).map(({ rule }) => rule);
  }

  firstFailure(rule: Rule): RuleProgress["first"] {
    return this.#progress.get(rule)?.first;
  }

  /** What came of every rule; `problem` is why nothing, or not everything, was carried out. */
  results(problem?: string): RuleResult[] {
    return [...this.#progress.values()].map((each) => {
      const { rule, first } = each;
      const { outcome, reason } = each.outcome(this.#strict, this.#missing(rule));
      const observed = rule.basis === "open" ? each.observed() : undefined;
      return {
        rule,
        basis: rule.basis,
        outcome,
        ...(reason === undefined
          ? {}
          : { reason: outcome === "inconclusive" ? (problem ?? reason) : reason }),
        checked: each.checked,
        cases: each.cases,
        requests: each.requests,
        ms: Math.round(each.ms),
        failures: each.failures,
        ...(observed === undefined ? {} : { observed }),
        ...(first === undefined ? {} : { foundAfter: { requests: first.afterRequests, ms: first.afterMs } }),
      };
    });
  }
  /** The same where nothing can be sent any more: each failure is shown by the first case that broke the rule, as it is. */
  resultsWithEvidence(): RuleResult[] {
    return this.results().map((result) => {
      const first = this.firstFailure(result.rule);
      return first === undefined
        ? result
        : { ...result, counterexample: { ...first, reproduced: { failed: 0, runs: 0 } } };
    });
  }
}
