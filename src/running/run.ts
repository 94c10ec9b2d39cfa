import { counted } from "../counted.ts";
import type { Case } from "../evidence/case.ts";
import { tagOf } from "../evidence/tag.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { severityOf, verdictOf } from "../judging/outcome.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { Coverage } from "../send-message/scenarios/design/coverage.ts";
import { type ExecutionContext, possessions, type Target } from "./execution-context.ts";
import { exercisedRows } from "./exercised-rows.ts";
import { excuseFullWorkspace } from "./full-workspace.ts";
import { inParallel } from "./in-parallel.ts";
import { type PlanOptions, plan, plannedCases, unplanned } from "./plan.ts";
import { preflight, refusedAtOnce } from "./preflight.ts";
import { NOTHING_SHOWS } from "./rule-progress.ts";
import { runCase } from "./run-case.ts";
import { judgeBy } from "./run-judge.ts";
import { type RuleResult, type RunResult, undecided } from "./run-result.ts";
import { type Bounds, BudgetSpent, RunState } from "./run-state.ts";
import { shrink } from "./shrink.ts";
import { isOfTicketing, withTicketingEvidence } from "./ticketing-evidence.ts";

export interface RunOptions extends Omit<PlanOptions, "has"> {
  readonly contract: Contract;
  readonly strict: boolean;
  readonly workers: number;
  readonly bounds: Bounds;
  /** Rules that may fail before the run ends early; what was judged so far stands. Default: any number. */
  readonly maxFailures?: number;
  /** How long after its last marked send a ticketing case is judged again, in milliseconds. Default: 0. */
  readonly ticketingWaitMs?: number;
  /** Stops the run between two requests; what was judged so far stands. */
  readonly signal?: AbortSignal;
}

export type RunEvent =
  | { readonly type: "planned"; readonly cases: number }
  | {
      /** A case has ended: what was recorded of it, the requests of the run so far, and the rules that it is the first to break. */
      readonly type: "judged";
      readonly case: Case;
      readonly requests: number;
      readonly broken: readonly Rule[];
    }
  | { readonly type: "shrinking"; readonly rule: Rule }
  | { readonly type: "ended"; readonly result: RunResult };

/** Requests from the start of a run in which one case is under way at a time: most faults show in them, soonest so. */
const ALONE_REQUESTS = 80;
/** So many times as many cases are under way where reads lag: most of them only wait. */
const WHILE_WAITING = 4;
/** Time for cutting down all failures of a run, in milliseconds, of which each is given an equal share of what is left. */
const SHRINKING_MS = 4_000;

/** Why a rule is skipped in a shard whose cases show nothing of it. */
export const IN_ANOTHER_SHARD = "none of the cases of this shard shows it";

/** Judges a provider: plans, carries the cases out, judges each when it ends, cuts failures down, and says what came of it. */
export async function* runConformance(
  target: Target,
  options: RunOptions,
): AsyncGenerator<RunEvent, RunResult> {
  const { contract, strict, shard, seed, maxFailures = Number.POSITIVE_INFINITY } = options;
  const state = new RunState(options.bounds);
  const interrupt = () => state.stop("the run was interrupted");
  options.signal?.addEventListener("abort", interrupt, { once: true });
  if (options.signal?.aborted) interrupt();
  const context: ExecutionContext = { ...target, contract, state };
  const planOptions: PlanOptions = { ...options, has: possessions(target) };
  const runJudge = judgeBy(options.rules, contract, strict, unplanned(contract, planOptions));
  const planned = plannedCases(planOptions);
  yield { type: "planned", cases: Math.min(planned, options.bounds.maxRequests) };

  const coverage = new Coverage();
  let cases = 0;
  let failed = 0;
  let extra = 0;
  const newTag = () => {
    extra += 1;
    return tagOf(options.nonce, 1000, extra);
  };
  const judge = (it: Case): Extract<RunEvent, { type: "judged" }> => {
    cases += 1;
    const analysis = new CaseAnalysis(it, contract);
    const broken = runJudge.add(it, { requests: state.requests, ms: state.now() }, analysis);
    for (const { row, isJudged } of exercisedRows(analysis, seed)) coverage.add(row, isJudged);
    state.pace.add(it.exchanges);
    failed += broken.filter(({ basis }) => severityOf(basis, strict) === "fail").length;
    return { type: "judged", case: it, requests: state.requests, broken };
  };

  // It creates one session, and repeats nothing: its first request is its preflight, and a failure is shown as it came.
  const isCanary = options.profile === "canary";
  let problem: string | undefined;
  if (planned === 0)
    problem = `no case of the profile ${options.profile} feeds the rules that were asked for, with what this run has; use a larger --profile, or other rules`;
  else if (!isCanary)
    problem = await preflight(context, newTag()).catch((error: unknown) => {
      if (error instanceof BudgetSpent) return error.message;
      throw error;
    });
  const foundLate = new Set<Rule>();
  if (problem === undefined) {
    /** Cases whose messages may still arrive at the ticketing system: they are judged once, at the end. */
    const held: Case[] = [];
    const leaks = (it: Case) =>
      options.rules.some(
        (rule) => isAboutTicketing(rule) && rule.judge(new CaseAnalysis(it, contract)).violations.length > 0,
      );
    for await (const it of inParallel(
      plan(contract, planOptions),
      () => (state.requests < ALONE_REQUESTS ? 1 : options.workers * (state.lagged ? WHILE_WAITING : 1)),
      (script) => runCase(script, context),
      () => state.spent() !== undefined || failed >= maxFailures,
    )) {
      if (target.ticketing !== undefined && isOfTicketing(it) && !leaks(it)) {
        held.push(it);
        continue;
      }
      if (isCanary) problem = refusedAtOnce(it.exchanges[0]) ?? problem;
      yield judge(it);
    }
    const last = held.at(-1)?.exchanges.findLast(({ operation }) => operation === "sendMessage");
    if (last !== undefined && target.ticketing !== undefined) {
      await state.rest(last.endedMs + (options.ticketingWaitMs ?? 0) - state.now());
      for (const it of held) {
        const event = judge(await withTicketingEvidence(it, target.ticketing, state));
        for (const rule of event.broken) if (isAboutTicketing(rule)) foundLate.add(rule);
        yield event;
      }
    }
  }
  if (failed >= maxFailures) problem ??= `the limit of ${counted(maxFailures, "failed rule")} was reached`;

  let results: readonly RuleResult[] = runJudge.results(problem ?? state.spent());
  // What arrived late is evidence as it is; to send it again would take as long each time.
  const failing = results.filter(
    ({ rule, counterexample }) => counterexample !== undefined && !isCanary && !foundLate.has(rule),
  );
  const untilMs = state.now() + SHRINKING_MS;
  for (const [index, judged] of failing.entries()) {
    yield { type: "shrinking", rule: judged.rule };
    const shareMs = (untilMs - state.now()) / (failing.length - index);
    const counterexample = await shrink(judged.rule, judged.counterexample!, context, newTag, shareMs);
    const { reproduced, violation } = counterexample;
    const settled =
      reproduced.failed === 0 && reproduced.runs > 0
        ? undecided(
            judged,
            `it was broken once (expected ${violation.expected}; got ${violation.got}), and in none of ${reproduced.runs} more tries; run it again with --seed ${seed} --rule ${judged.rule.id}`,
          )
        : { ...judged, counterexample };
    results = results.map((each) => (each === judged ? settled : each));
  }
  if (!isCanary && state.spent() === undefined)
    results = await excuseFullWorkspace(results, context, newTag, options.without);
  if (shard !== undefined)
    results = results.map((each) =>
      each.outcome === "inconclusive" && each.reason === NOTHING_SHOWS
        ? { ...each, outcome: "skipped", reason: IN_ANOTHER_SHARD }
        : each,
    );
  const result: RunResult = withoutUndefined({
    verdict: verdictOf(results.map((each) => each.outcome)),
    problem: problem ?? state.spent(),
    rules: results,
    seed,
    nonce: options.nonce,
    profile: options.profile,
    without: options.without,
    stats: {
      requests: state.requests,
      cases,
      sessions: state.createdSessions.length,
      durationMs: Math.round(state.now()),
    },
    pace: state.pace.buckets(),
    coverage: coverage.figures(),
    shards: shard && { count: shard.count, held: [shard.index], rows: coverage.rows() },
    leftBehind: { sessions: state.createdSessions, contacts: state.createdContacts },
  });
  yield { type: "ended", result };
  return result;
}

function isAboutTicketing(rule: Rule): boolean {
  return rule.needs === "a ticketing sink";
}
