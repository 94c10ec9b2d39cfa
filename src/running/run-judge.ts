import type { Case } from "../evidence/case.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { RuleProgress } from "./rule-progress.ts";
import type { RuleResult } from "./run-result.ts";

/** Turns cases into the outcomes of rules, while a run goes on or from what was recorded of one: the same for both. */
export interface RunJudge {
  /** Judges a case by every rule; those that it is the first to break. `at` is how far the run is. */
  add(it: Case, at: NonNullable<RuleResult["foundAfter"]>, analysis?: CaseAnalysis): Rule[];
  /** What came of every rule, each failure as it first happened; `problem` is why not everything was carried out. */
  results(problem?: string): RuleResult[];
}

/** A judge by these rules; `missing` says why a rule that nothing concerned could not be judged at all. */
export function judgeBy(
  rules: readonly Rule[],
  contract: Contract,
  strict: boolean,
  missing: (rule: Rule) => string | undefined,
): RunJudge {
  const progress = rules.map((rule) => new RuleProgress(rule));
  return {
    add: (it, at, analysis = new CaseAnalysis(it, contract)) =>
      progress.filter((each) => each.add(analysis, at)).map(({ rule }) => rule),
    results: (problem) => progress.map((each) => each.result(strict, missing(each.rule), problem)),
  };
}
