import { counted } from "../counted.ts";
import type { Case, Script } from "../evidence/case.ts";
import { tagOf } from "../evidence/tag.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { severityOf, verdictOf } from "../judging/outcome.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { Coverage } from "../send-message/scenarios/design/coverage.ts";
import { advisedOnSession } from "./advice.ts";
import { type ExecutionContext, possessions, type Target } from "./execution-context.ts";
import { exercisedRows } from "./exercised-rows.ts";
import { WorkspaceCheck } from "./full-workspace.ts";
import { inParallel } from "./in-parallel.ts";
import { type PlanOptions, plan, plannedCases, unplanned } from "./plan.ts";
import { obstacleToCreate, preflight } from "./preflight.ts";
import { runCase } from "./run-case.ts";
import { judgeBy, NOTHING_SHOWS } from "./run-judge.ts";
import type { RunResult } from "./run-result.ts";
import { type Bounds, RunState } from "./run-state.ts";
import { shrinkAll } from "./shrink.ts";
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
/** If reads lag, this many times as many cases are under way: most of them only wait. */
const WHILE_WAITING = 4;

/** Why a rule is skipped in a shard whose cases show nothing of it. */
export const IN_ANOTHER_SHARD = "none of the cases of this shard shows it";

/** Judges a provider: plans, carries the cases out, judges each when it ends, cuts failures down, and says what came of it. */
export async function* runConformance(
  target: Target,
  options: RunOptions,
): AsyncGenerator<RunEvent, RunResult> {
  const { contract, rules, strict, bounds, shard, seed, nonce, profile, without, signal } = options;
  const { maxFailures = Number.POSITIVE_INFINITY } = options;
  const state = new RunState(bounds, signal);
  const context: ExecutionContext = { ...target, contract, state };
  const planOptions: PlanOptions = { ...options, has: possessions(target) };
  const planned = plannedCases(planOptions);
  yield { type: "planned", cases: Math.min(planned, bounds.maxRequests) };

  let extra = 0;
  const newTag = () => {
    extra += 1;
    return tagOf(nonce, 1000, extra);
  };
  // It creates one session, and repeats nothing: its first request is its preflight, and a failure is shown as it came.
  const isCanary = profile === "canary";
  let problem: string | undefined;
  if (planned === 0)
    problem = `no case of the profile ${profile} feeds the rules that were asked for, with what this run has; use a larger --profile, or other rules`;
  else if (!isCanary) problem = await preflight(context, newTag());

  const runJudge = judgeBy(rules, contract, strict, unplanned(contract, planOptions));
  const coverage = new Coverage();
  const workspace = new WorkspaceCheck(context, newTag, without);
  const foundLate = new Set<Rule>();
  let cases = 0;
  let failed = 0;
  if (problem === undefined) {
    const isOver = () => state.spent() !== undefined || failed >= maxFailures;
    for await (const { it, isLate } of endedCases(plan(contract, planOptions), context, options, isOver)) {
      const analysis = new CaseAnalysis(it, contract);
      const broken = runJudge.add(it, { requests: state.requests, ms: state.now() }, analysis);
      cases += 1;
      failed += broken.filter(({ basis }) => severityOf(basis, strict) === "fail").length;
      if (isLate) for (const rule of broken.filter(isAboutTicketing)) foundLate.add(rule);
      if (isCanary) problem = obstacleToCreate(it.exchanges[0])?.join("; ");
      else await workspace.atFirst(broken);
      for (const { row, isJudged } of exercisedRows(analysis, seed)) coverage.add(row, isJudged);
      state.pace.add(it.exchanges);
      yield { type: "judged", case: it, requests: state.requests, broken };
    }
  }
  if (failed >= maxFailures) problem ??= `the limit of ${counted(maxFailures, "failed rule")} was reached`;

  problem ??= state.spent();
  let results = runJudge.results(problem);
  if (problem === undefined && target.session !== undefined) results = advisedOnSession(results);
  if (!isCanary) {
    const shrinking = shrinkAll(results, ({ rule }) => !foundLate.has(rule), context, newTag, seed);
    results = yield* shrinking;
    results = await workspace.excused(results);
  }
  if (shard !== undefined)
    results = results.map((each) =>
      each.outcome === "inconclusive" && each.reason === NOTHING_SHOWS
        ? { ...each, outcome: "skipped", reason: IN_ANOTHER_SHARD }
        : each,
    );
  const cutShort = state.spent();
  if (cutShort !== undefined)
    problem ??= `${cutShort} while failures were being cut down; every case had been judged by then`;
  const result: RunResult = withoutUndefined({
    verdict: verdictOf(results.map(({ outcome }) => outcome)),
    problem,
    rules: results,
    ...{ seed, nonce, profile, without },
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

/**
 * The cases as they end. Those whose messages may still arrive at the ticketing system come at the end, when there was
 * time for it.
 */
async function* endedCases(
  scripts: Generator<Script>,
  context: ExecutionContext,
  { workers, rules, ticketingWaitMs = 0 }: RunOptions,
  isOver: () => boolean,
): AsyncGenerator<{ readonly it: Case; readonly isLate: boolean }> {
  const { state, ticketing, contract, session } = context;
  const leaks = (it: Case) =>
    rules
      .filter(isAboutTicketing)
      .some((rule) => rule.judge(new CaseAnalysis(it, contract)).violations.length > 0);
  const held: Case[] = [];
  for await (const it of inParallel(
    scripts,
    // In a session that all cases share, two at once would meet each other's data. A provider that asked to be left alone
    // for a while may take fewer requests at a time: one fewer each time.
    () =>
      session !== undefined || state.requests < ALONE_REQUESTS
        ? 1
        : Math.max(1, workers * (state.lagged ? WHILE_WAITING : 1) - state.holds),
    (script) => runCase(script, context),
    isOver,
  )) {
    if (ticketing !== undefined && isOfTicketing(it) && !leaks(it)) held.push(it);
    else yield { it, isLate: false };
  }
  const last = held.at(-1)?.exchanges.findLast(({ operation }) => operation === "sendMessage");
  if (last === undefined || ticketing === undefined) return;
  await state.rest(last.endedMs + ticketingWaitMs - state.now());
  for (const it of held) yield { it: await withTicketingEvidence(it, ticketing, state), isLate: true };
}

function isAboutTicketing(rule: Rule): boolean {
  return rule.needs === "a ticketing sink";
}
