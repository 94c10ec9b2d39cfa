import type { Judgement } from "../../judging/judgement.ts";
import type { RuleText } from "../../judging/rule-text.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import type { Contract } from "../contract/contract.ts";
import type { Scenario } from "../scenarios/scenario.ts";

/** The pages and practices that rules come from, besides the page of the operation. */
export type Source =
  | "Authentication"
  | "Create Session"
  | "Get Session"
  | "List history"
  | "Create contact"
  | "good practice";

/** Reads what was recorded of a case, and nothing else. */
export type Judge = (analysis: CaseAnalysis) => Judgement;

/** A duty of the provider, or an open point of the page: its sentence as data, what is sent, then its judgement. */
export interface Rule extends RuleText {
  readonly source?: Source;
  /** The scenarios that feed it; it judges whatever else concerns it, too. */
  readonly sends: readonly Scenario[];
  /** Says what the user must give for the rule to be judged; it is skipped without. */
  readonly needs?: "a read-only key" | "a ticketing sink";
  /** Whether the document sets this duty at all; where it does not, the rule is skipped. */
  readonly setBy?: (contract: Contract) => boolean;
  readonly judge: Judge;
}

/** Whether a scenario, by its id, is one that feeds the rule. */
export function isFedBy(rule: Rule, scenario: string): boolean {
  return rule.sends.some(({ id }) => id === scenario);
}
