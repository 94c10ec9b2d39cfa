import type { Case } from "../evidence/case.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { RuleProgress } from "./rule-progress.ts";
import type { RuleResult } from "./run-result.ts";

/** Turns cases into the outcomes of rules, while a run goes on or from what was recorded of one: the same for both. */
export class RunJudge {
  readonly #progress: readonly RuleProgress[];
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
    this.#progress = rules.map((rule) => new RuleProgress(rule));
    this.#contract = contract;
    this.#strict = strict;
    this.#missing = missing;
  }

  /** Judges a case by every rule; those that it is the first to break. `at` is how far the run is. */
  add(
    it: Case,
    at: NonNullable<RuleResult["foundAfter"]>,
    analysis = new CaseAnalysis(it, this.#contract),
  ): Rule[] {
    return this.#progress.filter((each) => each.add(analysis, at)).map(({ rule }) => rule);
  }

  /** What came of every rule, each failure as it first happened; `problem` is why not everything was carried out. */
  results(problem?: string): RuleResult[] {
    return this.#progress.map((each) => each.result(this.#strict, this.#missing(each.rule), problem));
  }
}
