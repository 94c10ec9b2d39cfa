import type { Omission } from "../evidence/omission.ts";
import type { Step } from "../evidence/step.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Drift } from "../impact/behaviour/collect-drift.ts";
import type { BehaviourComparison } from "../impact/behaviour/compare-runs.ts";
import type { Json } from "../json/json.ts";
import type { Difference } from "../judging/judgement.ts";
import type { Basis, Outcome, Verdict } from "../judging/outcome.ts";
import type { PaceBucket } from "../running/pace.ts";
import type { RuleResult, RunResult } from "../running/run-result.ts";
import type { DesignCoverage } from "../send-message/scenarios/design/coverage.ts";

/** What a report says of a failure: enough to read it, to check it, and to run it again. */
export interface ReportedCounterexample {
  readonly expected: string;
  readonly got: string;
  readonly scenario: string;
  readonly tag: string;
  readonly steps: readonly Step[];
  readonly exchanges: readonly Exchange[];
  /** Indices into `exchanges` of those that show it. */
  readonly shownBy: readonly number[];
  /** Where the answer of the last exchange in `shownBy` is not as it should be. */
  readonly difference?: Difference;
  /** What arrived at the ticketing sink, where that shows it. */
  readonly received?: readonly Exchange[];
  readonly reproduced: { readonly failed: number; readonly runs: number };
}

export interface ReportedRule {
  /** @pattern ^[a-z0-9-]+(/[a-z0-9-]+)+$ */
  readonly id: string;
  readonly basis: Basis;
  readonly title: string;
  readonly quote?: string;
  readonly source?: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  /** Waived until this day (YYYY-MM-DD), for this reason. */
  readonly waived?: { readonly reason: string; readonly until: string };
  readonly checked: number;
  readonly cases: number;
  readonly requests: number;
  /** Time of the cases that held anything to judge, in milliseconds. Rules share cases, so these times overlap. */
  readonly ms?: number;
  readonly failures: number;
  readonly foundAfter?: { readonly requests: number; readonly ms: number };
  readonly observed?: Json;
  /** Of a consumer: what came of it under each condition that was run, in their order. */
  readonly conditions?: readonly { readonly name: string; readonly outcome: Outcome }[];
  readonly counterexample?: ReportedCounterexample;
}

/** `report.json`: the whole outcome of a run, as plain data. */
export interface Report {
  readonly schema: "opencx-conformance/report/1";
  readonly verdict: Verdict;
  readonly problem?: string;
  readonly subject: {
    readonly kind: "provider" | "consumer";
    readonly name: string;
    readonly url?: string;
    readonly embedded: boolean;
  };
  readonly suite: { readonly name: string; readonly version: string; readonly contract: string };
  /** When the run began (ISO 8601); absent in reports of recordings. Times in milliseconds count from there. */
  readonly startedAt?: string;
  readonly seed: number;
  readonly nonce: string;
  readonly profile: string;
  readonly strict: boolean;
  /** What the user left out: the provider lacks it, or it must not be sent. */
  readonly without?: readonly Omission[];
  /** What running a failure again depends on; absent in reports of recordings and consumers. Times in milliseconds. */
  readonly settings?: {
    readonly settleMs: number;
    readonly requestTimeoutMs: number;
    readonly session?: string;
    /** The document's file, as it was named. */
    readonly spec?: string;
    /** Options of `replay` that the run had as well, as they are typed; secrets by a variable. */
    readonly options: readonly string[];
  };
  readonly stats: RunResult["stats"];
  readonly rules: readonly ReportedRule[];
  readonly behaviour: { readonly [openPoint: string]: Json };
  /** Which shards of the run it holds, of how many; absent where the run was whole. */
  readonly shards?: NonNullable<RunResult["shards"]>;
  /** How quickly the answers came over the run. Times in milliseconds from its start. */
  readonly pace?: readonly PaceBucket[];
  /** How many combinations of what can be sent were tried, and judged. */
  readonly coverage?: readonly DesignCoverage[];
  readonly leftBehind: RunResult["leftBehind"];
  /** What was seen of answers, and the document does not have. */
  readonly drift?: readonly Drift[];
  /** What became of the behaviour since an earlier run; `failed` where a change was to fail. */
  readonly baseline?: BehaviourComparison & { readonly file: string; readonly failed: boolean };
}

export type ReportFacts = Pick<Report, "subject" | "suite" | "startedAt" | "strict" | "settings" | "drift">;

export function reportOf(result: RunResult, facts: ReportFacts): Report {
  const rules = result.rules.map(reportedRule);
  return {
    schema: "opencx-conformance/report/1",
    verdict: result.verdict,
    ...(result.problem === undefined ? {} : { problem: result.problem }),
    ...facts,
    seed: result.seed,
    nonce: result.nonce,
    profile: result.profile,
    ...(result.without === undefined ? {} : { without: result.without }),
    stats: result.stats,
    rules,
    behaviour: Object.fromEntries(
      rules.flatMap((rule) =>
        rule.observed === undefined ? [] : [[rule.id.replace("open/", ""), rule.observed]],
      ),
    ),
    ...(result.shards === undefined ? {} : { shards: result.shards }),
    ...(result.pace === undefined ? {} : { pace: result.pace }),
    ...(result.coverage === undefined ? {} : { coverage: result.coverage }),
    leftBehind: result.leftBehind,
  };
}

function reportedRule(it: RuleResult): ReportedRule {
  const { rule, counterexample } = it;
  const received = counterexample?.violation.received?.map((index) => counterexample.case.received[index]!);
  return {
    id: rule.id,
    basis: rule.basis,
    title: rule.title,
    ...(rule.quote === undefined ? {} : { quote: rule.quote }),
    ...(rule.source === undefined ? {} : { source: rule.source }),
    outcome: it.outcome,
    ...(it.reason === undefined ? {} : { reason: it.reason }),
    checked: it.checked,
    cases: it.cases,
    requests: it.requests,
    ms: it.ms,
    failures: it.failures,
    ...(it.foundAfter === undefined ? {} : { foundAfter: it.foundAfter }),
    ...(it.observed === undefined ? {} : { observed: it.observed }),
    ...(counterexample === undefined
      ? {}
      : {
          counterexample: {
            expected: counterexample.violation.expected,
            got: counterexample.violation.got,
            scenario: counterexample.case.scenario,
            tag: counterexample.case.tag,
            steps: counterexample.case.steps,
            exchanges: counterexample.case.exchanges,
            shownBy: counterexample.violation.exchanges,
            ...(counterexample.violation.difference === undefined
              ? {}
              : { difference: counterexample.violation.difference }),
            ...(received === undefined ? {} : { received }),
            reproduced: counterexample.reproduced,
          },
        }),
  };
}
