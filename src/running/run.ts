import { counted } from "../counted.ts";
import type { Case, Script } from "../evidence/case.ts";
import type { Omission } from "../evidence/omission.ts";
import type { RunProfile } from "../evidence/profile.ts";
import { tagOf } from "../evidence/tag.ts";
import type { Keys } from "../http/credentials.ts";
import type { Transport } from "../http/transport.ts";
import { verdictOf } from "../judging/outcome.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { accusesOfRefusing, isWorkspaceFull, undecidedByFullWorkspace } from "./full-workspace.ts";
import { type PlanOptions, plan, plannedCases, type Shard, unplanned } from "./plan.ts";
import { preflight, refusedAtOnce } from "./preflight.ts";
import { NOTHING_SHOWS } from "./rule-progress.ts";
import { type ExecutionContext, runCase } from "./run-case.ts";
import { RunCoverage } from "./run-coverage.ts";
import { RunJudge } from "./run-judge.ts";
import type { RuleResult, RunResult } from "./run-result.ts";
import { type Bounds, BudgetSpent, RunState } from "./run-state.ts";
import { shrink } from "./shrink.ts";
import { isOfTicketing, type TicketingSource, withTicketingEvidence } from "./ticketing-evidence.ts";

/** Where a run sends, and with what. */
export interface Target {
  readonly transport: Transport;
  readonly keys: Keys;
  /** A session that exists, used instead of creating any. */
  readonly session?: string;
  /** The sink that stands in for the external ticketing system. */
  readonly ticketing?: TicketingSource;
}

export interface RunOptions {
  readonly contract: Contract;
  readonly rules: readonly Rule[];
  readonly profile: RunProfile;
  readonly seed: number;
  readonly nonce: string;
  /** Carries out only this part of the cases. */
  readonly shard?: Shard;
  /** What the provider lacks, or is not to be sent. */
  readonly without?: readonly Omission[];
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
  const { contract } = options;
  const state = new RunState(options.bounds);
  options.signal?.addEventListener("abort", () => state.stop("the run was interrupted"), { once: true });
  if (options.signal?.aborted) state.stop("the run was interrupted");
  const context: ExecutionContext = {
    transport: target.transport,
    keys: target.keys,
    contract,
    state,
    ...(target.session === undefined ? {} : { session: target.session }),
    ...(target.ticketing === undefined ? {} : { ticketing: target.ticketing }),
  };
  const planOptions: PlanOptions = { ...options, has: possessions(target) };
  const judgement = new RunJudge(options.rules, contract, options.strict, unplanned(contract, planOptions));
  yield {
    type: "planned",
    cases: Math.min(plannedCases(planOptions), options.bounds.maxRequests),
  };

  const coverage = new RunCoverage(options.seed);
  let cases = 0;
  let failed = 0;
  const { maxFailures = Number.POSITIVE_INFINITY } = options;
  const isEnough = () => failed >= maxFailures;
  /** Cases whose messages may still arrive at the ticketing system: they are judged once, at the end. */
  const held: Case[] = [];
  let extra = 0;
  const newTag = () => {
    extra += 1;
    return tagOf(options.nonce, 1000, extra);
  };
  const leaks = (it: Case) =>
    options.rules.some(
      (rule) =>
        rule.needs === "a ticketing sink" && rule.judge(new CaseAnalysis(it, contract)).violations.length > 0,
    );
  const judge = (it: Case): Extract<RunEvent, { type: "judged" }> => {
    cases += 1;
    const analysis = new CaseAnalysis(it, contract);
    const broken = judgement.add(it, { requests: state.requests, ms: state.now() }, analysis);
    coverage.add(analysis);
    state.pace.add(it.exchanges);
    failed += broken.filter(
      ({ basis }) => basis === "stated" || (options.strict && basis === "implied"),
    ).length;
    return { type: "judged", case: it, requests: state.requests, broken };
  };

  let problem: string | undefined;
  // It creates one session, and repeats nothing: its first request is its preflight, and a failure is shown as it came.
  const isCanary = options.profile === "canary";
  if (plannedCases(planOptions) === 0)
    problem = `no case of the profile ${options.profile} feeds the rules that were asked for, with what this run has; use a larger --profile, or other rules`;
  try {
    const found = problem === undefined && !isCanary ? await preflight(context, newTag()) : undefined;
    if (found !== undefined) problem = `${found.problem}; ${found.hint}`;
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    problem = error.message;
  }
  const foundLate = new Set<Rule>();
  if (problem === undefined) {
    const carry = (script: Script) => runCase(script, context);
    for await (const it of inParallel(
      plan(contract, planOptions),
      () => (state.requests < ALONE_REQUESTS ? 1 : options.workers * (state.lagged ? WHILE_WAITING : 1)),
      carry,
      () => state.spent() !== undefined || isEnough(),
    )) {
      if (target.ticketing !== undefined && isOfTicketing(it) && !leaks(it)) {
        held.push(it);
        continue;
      }
      const refused = isCanary ? refusedAtOnce(it.exchanges[0]) : undefined;
      if (refused !== undefined) problem = `${refused.problem}; ${refused.hint}`;
      yield judge(it);
    }
    const last = held.at(-1)?.exchanges.findLast(({ operation }) => operation === "sendMessage");
    if (last !== undefined && target.ticketing !== undefined) {
      await state.rest(last.endedMs + (options.ticketingWaitMs ?? 0) - state.now());
      for (const it of held) {
        const event = judge(await withTicketingEvidence(it, target.ticketing, state));
        for (const rule of event.broken) if (rule.needs === "a ticketing sink") foundLate.add(rule);
        yield event;
      }
    }
  }

  const ended = isEnough() ? `the limit of ${counted(maxFailures, "failed rule")} was reached` : undefined;
  const results: RuleResult[] = judgement.results(problem ?? ended ?? state.spent());
  const failing = results.filter((each) => judgement.firstFailure(each.rule) !== undefined);
  const untilMs = state.now() + SHRINKING_MS;
  for (const [index, judged] of failing.entries()) {
    const first = judgement.firstFailure(judged.rule)!;
    // What arrived late is evidence as it is; to send it again would take as long each time.
    if (isCanary || foundLate.has(judged.rule)) {
      results[results.indexOf(judged)] = {
        ...judged,
        counterexample: { ...first, reproduced: { failed: 0, runs: 0 } },
      };
      continue;
    }
    yield { type: "shrinking", rule: judged.rule };
    const shareMs = (untilMs - state.now()) / (failing.length - index);
    const counterexample = await shrink(judged.rule, first, context, newTag, shareMs);
    const { failed: again, runs } = counterexample.reproduced;
    results[results.indexOf(judged)] =
      again === 0 && runs > 0
        ? {
            ...judged,
            outcome: "inconclusive",
            reason: `it was broken once (expected ${counterexample.violation.expected}; got ${counterexample.violation.got}), and in none of ${runs} more tries; run it again with --seed ${options.seed} --rule ${judged.rule.id}`,
          }
        : { ...judged, counterexample };
  }
  if (
    !isCanary &&
    results.some(accusesOfRefusing) &&
    state.spent() === undefined &&
    (await isWorkspaceFull(context, newTag, options.without))
  )
    for (const [index, each] of results.entries())
      if (accusesOfRefusing(each)) results[index] = undecidedByFullWorkspace(each);
  if (options.shard !== undefined)
    for (const [index, each] of results.entries())
      if (each.outcome === "inconclusive" && each.reason === NOTHING_SHOWS)
        results[index] = { ...each, outcome: "skipped", reason: IN_ANOTHER_SHARD };
  const cut = problem ?? ended ?? state.spent();
  const result: RunResult = {
    verdict: verdictOf(results.map((each) => each.outcome)),
    ...(cut === undefined ? {} : { problem: cut }),
    rules: results,
    seed: options.seed,
    nonce: options.nonce,
    profile: options.profile,
    ...(options.without === undefined ? {} : { without: options.without }),
    stats: { requests: state.requests, cases, sessions: state.sessions, durationMs: Math.round(state.now()) },
    pace: state.pace.buckets(),
    coverage: coverage.figures(),
    ...(options.shard === undefined
      ? {}
      : {
          shards: {
            count: options.shard.count,
            held: [options.shard.index],
            rows: coverage.rows(),
          },
        }),
    leftBehind: { sessions: state.createdSessions, contacts: state.createdContacts },
  };
  yield { type: "ended", result };
  return result;
}

/** What a run against this target has, of that which scenarios need. */
export function possessions(target: Target): PlanOptions["has"] {
  return [
    ...(target.session === undefined ? (["Create Session"] as const) : []),
    ...(target.keys.readOnly === undefined ? [] : (["a read-only key"] as const)),
    ...(target.ticketing === undefined ? [] : (["a ticketing sink"] as const)),
  ];
}

/** Runs the work on the items with so many at a time, begun in their order, and yields what comes as it comes. */
async function* inParallel<T, R>(
  items: Iterator<T>,
  workers: () => number,
  work: (item: T) => Promise<R>,
  isOver: () => boolean,
): AsyncGenerator<R> {
  const running = new Map<number, Promise<{ readonly index: number; readonly result: R }>>();
  for (let index = 0; ; ) {
    while (running.size < workers() && !isOver()) {
      const next = items.next();
      if (next.done) break;
      const own = index;
      index += 1;
      running.set(
        own,
        work(next.value).then((result) => ({ index: own, result })),
      );
    }
    if (running.size === 0) return;
    const done = await Promise.race(running.values());
    running.delete(done.index);
    yield done.result;
  }
}
