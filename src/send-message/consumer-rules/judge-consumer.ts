import { jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { withoutUndefined } from "../../json/without-undefined.ts";
import { type Judgement, observedInAll, type Violation } from "../../judging/judgement.ts";
import { type Outcome, severityOf, type Verdict, verdictOf } from "../../judging/outcome.ts";
import { pageContract } from "../contract/page-contract.ts";
import { conditions as staged } from "./conditions.ts";
import { ConsumerAnalysis, type Run, type Send } from "./consumer-analysis.ts";
import { type ConsumerCase, isStarted, type RunCondition } from "./consumer-case.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { consumerRules } from "./registry.ts";
import { isAccepted } from "./sends.ts";

/** What came of judging a consumer. */
export interface JudgedConsumer {
  readonly verdict: Verdict;
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: string;
  readonly rules: readonly ConsumerResult[];
  /** All that was recorded: what the rules judged. */
  readonly case: ConsumerCase;
}

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

/** Judges what was recorded of a consumer. `strict`: implied rules fail; `problem`: why there is not more of it. */
export function judgeConsumer(it: ConsumerCase, strict = false, problem?: string): JudgedConsumer {
  const analysis = new ConsumerAnalysis(it);
  const rules = consumerRules.map((rule) => judgeByRule(rule, analysis, strict));
  const verdict = verdictOf(rules.map(({ outcome }) => outcome));
  const why = problem ?? whyNoneAccepted(analysis) ?? whySilentAtTimes(analysis, rules);
  return withoutUndefined({
    verdict: why !== undefined && verdict === "conformant" ? "inconclusive" : verdict,
    problem: why,
    rules,
    case: it,
  });
}

/** Why a recording proves nothing about sending: no message was accepted. */
function whyNoneAccepted({ runs }: ConsumerAnalysis): string | undefined {
  if (runs.every(({ sends }) => sends.length === 0))
    return "no send was seen, so that there is nothing to judge";
  const unhindered = runs.filter(({ program }) =>
    ["happy", "listened", "recorded"].includes(program.condition),
  );
  const sends = (unhindered.length > 0 ? unhindered : runs).flatMap((run) => run.sends);
  const last = sends.at(-1);
  if (last === undefined || sends.some(isAccepted)) return undefined;
  const { request, response, error } = last;
  const came =
    response === undefined
      ? `: ${error?.message ?? "no answer"}`
      : ` was answered ${response.status}: ${whyRefused(last)}`;
  return `no message was accepted: ${request.method} ${request.path}${came}`;
}

/** Why a condition shows nothing: the program, which sends in other runs, sent nothing under it, and no rule says why. */
function whySilentAtTimes({ runs }: ConsumerAnalysis, rules: readonly ConsumerResult[]): string | undefined {
  const accused = new Set(
    rules.flatMap(({ conditions }) =>
      conditions.filter(({ outcome }) => outcome === "fail" || outcome === "warn").map(({ name }) => name),
    ),
  );
  const silent = runs
    .filter(({ program, sends }) => isStarted(program) && sends.length === 0)
    .map(({ program }) => program.condition)
    .filter((name) => !accused.has(name));
  if (silent.length === 0) return undefined;
  return [
    `nothing was sent in ${silent.length} of ${runs.length} runs: ${[...new Set(silent)].join(", ")}`,
    "a program that keeps in mind what it has sent must forget it before each run, as in -- sh -c 'rm -f sent.json; exec ruby bot.rb'",
  ].join("\n");
}

/** What the answer says, or where the operation stands, where the request went elsewhere. */
function whyRefused({ operation, response }: Send): string {
  const { method, path } = pageContract.operations.sendMessage;
  if (operation === undefined && response?.status === 404)
    return `the page has ${method} ${path}, right below the URL of the API`;
  const message = member(jsonBody(response), "message");
  return typeof message === "string" ? message : "the answer does not say why";
}

/** What came of several conditions is the first of these that came of any. */
const WORST_FIRST: readonly Outcome[] = ["fail", "warn", "inconclusive", "pass", "observed", "skipped"];

/** Judges every run by a rule, and puts the runs together. */
function judgeByRule(rule: ConsumerRule, analysis: ConsumerAnalysis, strict: boolean): ConsumerResult {
  const runs = analysis.runs.filter(({ program }) => rule.conditions?.includes(program.condition) ?? true);
  const judged = runs.map((run) => ({ name: run.program.condition, ...rule.judge(run, analysis) }));
  const under = [...Map.groupBy(judged, ({ name }) => name)].map(([name, equal]) => ({
    name,
    ...judgeCondition(rule, strict, name, equal),
  }));
  const outcome = WORST_FIRST.find((each) => under.some((one) => one.outcome === each)) ?? "skipped";
  return withoutUndefined({
    rule,
    checked: judged.reduce((sum, { checked }) => sum + checked, 0),
    violations: under.flatMap(({ violations = [] }) => violations),
    conditions: under.map(({ name, outcome }) => ({ name, outcome })),
    outcome,
    reason:
      outcome === "skipped"
        ? whyNothing(rule, runs, analysis)
        : under.find((one) => one.outcome === outcome)?.reason,
    observed: observedInAll(judged.flatMap(({ observed }) => (observed === undefined ? [] : [observed]))),
  });
}

/** What the program did in one of several equal runs and not in the others decides nothing. */
function judgeCondition(
  { basis }: ConsumerRule,
  strict: boolean,
  name: RunCondition,
  equal: readonly Judgement[],
): Pick<ConsumerResult, "outcome" | "reason"> & { readonly violations?: readonly Violation[] } {
  const broken = equal.flatMap(({ violations }) => (violations.length > 0 ? [violations] : []));
  const [violations] = broken;
  if (violations === undefined) {
    if (equal.every(({ checked }) => checked === 0)) return { outcome: "skipped" };
    return { outcome: basis === "open" ? "observed" : "pass" };
  }
  const { expected, got } = violations[0]!;
  const words = `expected ${expected}; got ${got}`;
  if (broken.length === equal.length)
    return { outcome: severityOf(basis, strict), reason: words, violations };
  const often = `${broken.length} of ${equal.length} equal runs under "${name}" only`;
  return { outcome: "inconclusive", reason: `it did so in ${often}: ${words}` };
}

/** How the reason begins of a rule whose conditions were not staged. */
export const NOT_TESTED = "not tested";

function whyNothing(rule: ConsumerRule, runs: readonly Run[], analysis: ConsumerAnalysis): string {
  if (runs.length === 0 && !analysis.runs.some(({ program }) => isStarted(program)))
    return "this run does not show it: let the suite start the program, or listen under another --condition";
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
