import type { Json } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import type { Judgement, Violation } from "../../judging/judgement.ts";
import type { Basis, Outcome, Verdict } from "../../judging/outcome.ts";
import type { ConsumerAnalysis, Run } from "./consumer-analysis.ts";
import { CONDITION_NAMES } from "./consumer-case.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { whyNoneAccepted } from "./judge/accepted.ts";

/** What came of one rule over all runs of a program. */
export interface ConsumerResult {
  readonly rule: ConsumerRule;
  readonly outcome: Outcome;
  /** Of every outcome but `pass` and `observed`. */
  readonly reason?: string;
  /** How many things were judged. */
  readonly checked: number;
  readonly violations: readonly Violation[];
  readonly observed?: Json;
  /** What came of it under each condition that was run, in their order. */
  readonly conditions: readonly ConditionResult[];
}

/** What came of a rule under one condition. */
export interface ConditionResult {
  readonly name: string;
  readonly outcome: Outcome;
}

/**
 * Judges every run by a rule, and puts the runs together: what the program did in one of several equal runs
 * and not in the others decides nothing.
 */
export function judgeConsumer(rule: ConsumerRule, it: ConsumerAnalysis, strict = false): ConsumerResult {
  const runs = it.runs.filter(({ program }) => rule.conditions?.includes(program.condition) ?? true);
  const judged = runs.map((run) => ({ run, judgement: rule.judge(run, it) }));
  const checked = judged.reduce((sum, { judgement }) => sum + judgement.checked, 0);
  const violations: Violation[] = [];
  const conditions: ConditionResult[] = [];
  const undecided = judged.flatMap(({ judgement }) => judgement.undecided ?? []);
  for (const [name, equal] of Map.groupBy(judged, ({ run }) => run.program.condition)) {
    conditions.push({ name, outcome: outcomeUnder(rule.basis, strict, equal) });
    const broken = equal.filter(({ judgement }) => judgement.violations.length > 0);
    const first = broken[0]?.judgement.violations[0];
    if (first === undefined) continue;
    if (broken.length === equal.length) violations.push(...broken[0]!.judgement.violations);
    else undecided.push(inOneOf(equal.length, broken.length, equal[0]!.run, first));
  }
  const result = { rule, checked, violations, conditions };
  if (violations.length > 0) return { ...result, ...accused(rule.basis, strict, violations) };
  if (undecided.length > 0) return { ...result, outcome: "inconclusive", reason: undecided[0]! };
  if (checked === 0) return { ...result, outcome: "skipped", reason: whyNothing(rule, runs) };
  if (rule.basis !== "open") return { ...result, outcome: "pass" };
  return { ...result, outcome: "observed", ...observations(judged.map(({ judgement }) => judgement)) };
}

/** The verdict that outcomes make; a program of which no message was accepted is never conformant. */
export function consumerVerdict(results: readonly ConsumerResult[], it: ConsumerAnalysis): Verdict {
  if (results.some(({ outcome }) => outcome === "fail")) return "not-conformant";
  if (it.runs.every(({ sends }) => sends.length === 0)) return "inconclusive";
  if (whyNoneAccepted(it) !== undefined) return "inconclusive";
  return results.some(({ outcome }) => outcome === "inconclusive") ? "inconclusive" : "conformant";
}

function outcomeUnder(
  basis: Basis,
  strict: boolean,
  equal: readonly { readonly judgement: Judgement }[],
): Outcome {
  const judgements = equal.map(({ judgement }) => judgement);
  const broken = judgements.filter(({ violations }) => violations.length > 0).length;
  if (broken === judgements.length) return severity(basis, strict);
  if (broken > 0 || judgements.some(({ undecided }) => undecided !== undefined)) return "inconclusive";
  if (judgements.every(({ checked }) => checked === 0)) return "skipped";
  return basis === "open" ? "observed" : "pass";
}

function severity(basis: Basis, strict: boolean): Outcome {
  return basis === "stated" || strict ? "fail" : "warn";
}

function accused(basis: Basis, strict: boolean, violations: readonly Violation[]) {
  return {
    outcome: severity(basis, strict),
    reason: `expected ${violations[0]!.expected}; got ${violations[0]!.got}`,
  };
}

function inOneOf(all: number, some: number, { program }: Run, { expected, got }: Violation): string {
  return `it did so in ${some} of ${all} equal runs under "${program.condition}" only: expected ${expected}; got ${got}`;
}

/** How the reason begins of a rule whose conditions were not staged. */
export const NOT_TESTED = "not tested";

function whyNothing(rule: ConsumerRule, runs: readonly Run[]): string {
  if (runs.length === 0) {
    const names = CONDITION_NAMES.filter((name) => rule.conditions?.includes(name));
    return `${NOT_TESTED}; add --condition ${names.join(" or ")}, or use a larger --profile`;
  }
  if (runs.every(({ sends }) => sends.length === 0)) {
    const names = [...new Set(runs.map(({ program }) => `"${program.condition}"`))].join(", ");
    return `it sent nothing under ${names}`;
  }
  return rule.otherwise;
}

function observations(judgements: readonly Judgement[]): { observed?: Json } {
  const distinct: Json[] = [];
  for (const { observed } of judgements) {
    if (observed !== undefined && !distinct.some((seen) => sameValue(seen, observed)))
      distinct.push(observed);
  }
  if (distinct.length === 0) return {};
  return { observed: distinct.length === 1 ? distinct[0]! : distinct };
}
