import type { Json } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import type { Judgement, Violation } from "../../judging/judgement.ts";
import { type Basis, type Outcome, severityOf } from "../../judging/outcome.ts";
import { conditions as staged } from "./conditions.ts";
import type { ConsumerAnalysis, Run } from "./consumer-analysis.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { isAccepted } from "./sends.ts";

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
export function judgeConsumer(
  rule: ConsumerRule,
  analysis: ConsumerAnalysis,
  strict = false,
): ConsumerResult {
  const runs = analysis.runs.filter(({ program }) => rule.conditions?.includes(program.condition) ?? true);
  const judged = runs.map((run) => ({ run, judgement: rule.judge(run, analysis) }));
  const judgements = judged.map(({ judgement }) => judgement);
  const violations: Violation[] = [];
  const conditions: ConditionResult[] = [];
  const undecided = judgements.flatMap((judgement) => judgement.undecided ?? []);
  for (const [name, group] of Map.groupBy(judged, ({ run }) => run.program.condition)) {
    const equal = group.map(({ judgement }) => judgement);
    conditions.push({ name, outcome: outcomeUnder(rule.basis, strict, equal) });
    const broken = equal.filter((judgement) => judgement.violations.length > 0);
    const [first] = broken[0]?.violations ?? [];
    if (first === undefined) continue;
    if (broken.length === equal.length) violations.push(...broken[0]!.violations);
    else
      undecided.push(
        `it did so in ${broken.length} of ${equal.length} equal runs under "${name}" only: ${words(first)}`,
      );
  }
  const checked = judgements.reduce((sum, judgement) => sum + judgement.checked, 0);
  const result = { rule, checked, violations, conditions };
  const [violation] = violations;
  if (violation !== undefined)
    return { ...result, outcome: severityOf(rule.basis, strict), reason: words(violation) };
  if (undecided.length > 0) return { ...result, outcome: "inconclusive", reason: undecided[0]! };
  if (checked === 0) return { ...result, outcome: "skipped", reason: whyNothing(rule, runs) };
  if (rule.basis !== "open") return { ...result, outcome: "pass" };
  return { ...result, outcome: "observed", ...observations(judgements) };
}

/** Why a run proves nothing about sending, although there were sends: no message was accepted. */
export function whyNoneAccepted({ runs }: ConsumerAnalysis): string | undefined {
  const unhindered = runs.filter(({ program }) =>
    ["happy", "listened", "recorded"].includes(program.condition),
  );
  const sends = (unhindered.length > 0 ? unhindered : runs).flatMap((run) => run.sends);
  const last = sends.at(-1);
  if (last === undefined || sends.some(isAccepted)) return undefined;
  const { request, response, error } = last.exchange;
  const came = response === undefined ? (error?.message ?? "no answer") : `answered ${response.status}`;
  return `no message was accepted: ${request.method} ${request.path} was ${came}`;
}

function outcomeUnder(basis: Basis, strict: boolean, equal: readonly Judgement[]): Outcome {
  const broken = equal.filter(({ violations }) => violations.length > 0);
  if (broken.length === equal.length) return severityOf(basis, strict);
  if (broken.length > 0 || equal.some(({ undecided }) => undecided !== undefined)) return "inconclusive";
  if (equal.every(({ checked }) => checked === 0)) return "skipped";
  return basis === "open" ? "observed" : "pass";
}

function words({ expected, got }: Violation): string {
  return `expected ${expected}; got ${got}`;
}

/** How the reason begins of a rule whose conditions were not staged. */
export const NOT_TESTED = "not tested";

function whyNothing(rule: ConsumerRule, runs: readonly Run[]): string {
  if (runs.length === 0) {
    const names = staged.map(({ name }) => name).filter((name) => rule.conditions?.includes(name));
    return `${NOT_TESTED}; add --condition ${names.join(" or ")}, or use a larger --profile`;
  }
  if (runs.every(({ sends }) => sends.length === 0)) {
    const names = [...new Set(runs.map(({ program }) => `"${program.condition}"`))].join(", ");
    return `it sent nothing under ${names}`;
  }
  return rule.notApplicable;
}

function observations(judgements: readonly Judgement[]): { observed?: Json } {
  const distinct: Json[] = [];
  for (const { observed } of judgements) {
    if (observed !== undefined && !distinct.some((seen) => sameValue(seen, observed)))
      distinct.push(observed);
  }
  const [first] = distinct;
  if (first === undefined) return {};
  return { observed: distinct.length === 1 ? first : distinct };
}
