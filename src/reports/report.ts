import type { Case } from "../evidence/case.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Drift } from "../impact/behaviour/collect-drift.ts";
import type { BehaviourComparison } from "../impact/behaviour/compare-runs.ts";
import type { Json } from "../json/json.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Violation } from "../judging/judgement.ts";
import type { Outcome } from "../judging/outcome.ts";
import type { RuleText } from "../judging/rule-text.ts";
import type { Counterexample, RuleResult, RunResult } from "../running/run-result.ts";
import type { ConditionResult } from "../send-message/consumer-rules/judge-consumer.ts";

/** What a report says of a failure: enough to read it, to check it, and to run it again. */
export interface ReportedCounterexample
  extends Pick<Violation, "expected" | "got" | "difference">,
    Pick<Case, "scenario" | "tag" | "steps" | "exchanges">,
    Pick<Counterexample, "reproduced"> {
  /** Indices into `exchanges` of those that show it. */
  readonly shownBy: readonly number[];
  /** What arrived at the ticketing sink, where that shows it. */
  readonly received?: readonly Exchange[];
}

export interface ReportedRule extends RuleText, Omit<RuleResult, "rule" | "basis" | "ms" | "counterexample"> {
  /** Time of the cases that held anything to judge, in milliseconds. Rules share cases, so these times overlap. */
  readonly ms?: number;
  /** Waived until this day (YYYY-MM-DD), for this reason. */
  readonly waived?: { readonly reason: string; readonly until: string };
  /** Of a consumer: what came of it under each condition that was run, in their order. */
  readonly conditions?: readonly ConditionResult[];
  readonly counterexample?: ReportedCounterexample;
}

/** `report.json`: the whole outcome of a run, as plain data. */
export interface Report extends Omit<RunResult, "rules"> {
  readonly schema: "opencx-conformance/report/1";
  readonly subject: {
    readonly kind: "provider" | "consumer";
    readonly name: string;
    readonly url?: string;
    readonly embedded: boolean;
  };
  readonly suite: { readonly name: string; readonly version: string; readonly contract: string };
  /** When the run began (ISO 8601); absent in reports of recordings. Times in milliseconds count from there. */
  readonly startedAt?: string;
  readonly strict: boolean;
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
  readonly rules: readonly ReportedRule[];
  readonly behaviour: { readonly [openPoint: string]: Json };
  /** What was seen of answers, and the document does not have. */
  readonly drift?: readonly Drift[];
  /** What became of the behaviour since an earlier run; `failed` where a change was to fail. */
  readonly baseline?: BehaviourComparison & { readonly file: string; readonly failed: boolean };
}

/** What a rule counts as for the verdict: what was waived fails nothing. */
export function countsAs({ outcome, waived }: ReportedRule): Outcome {
  return waived === undefined ? outcome : "warn";
}

export type ReportFacts = Pick<Report, "subject" | "suite" | "startedAt" | "strict" | "settings" | "drift">;

/** A rule of any kind, and what came of it. */
type AnyResult = Omit<RuleResult, "rule" | "basis"> & { readonly rule: RuleText };

/** The report of a run, or of what was judged in the same way. */
export function reportOf(
  { rules: results, verdict, ...rest }: Omit<RunResult, "rules"> & { readonly rules: readonly AnyResult[] },
  facts: ReportFacts,
): Report {
  const rules = results.map(reportedRule);
  return {
    schema: "opencx-conformance/report/1",
    verdict,
    ...facts,
    ...rest,
    rules,
    behaviour: behaviourIn(rules),
  };
}

/** What was observed, by the names of the open points. */
export function behaviourIn(rules: readonly ReportedRule[]): Report["behaviour"] {
  return Object.fromEntries(
    rules.flatMap(({ id, observed }) =>
      observed === undefined ? [] : [[id.replace(/^(open|consumer)\//, ""), observed]],
    ),
  );
}

function reportedRule({ rule, counterexample, ...result }: AnyResult): ReportedRule {
  const { id, basis, title, quote, source } = rule;
  return withoutUndefined({
    ...{ id, title, quote, source },
    ...result,
    basis,
    counterexample: counterexample && reportedCounterexample(counterexample),
  });
}

function reportedCounterexample({
  case: { scenario, tag, steps, exchanges, received },
  violation: { expected, got, difference, exchanges: shownBy, received: arrived },
  reproduced,
}: Counterexample): ReportedCounterexample {
  return withoutUndefined({
    ...{ expected, got, scenario, tag, steps, exchanges, shownBy, difference },
    received: arrived?.map((index) => received[index]!),
    reproduced,
  });
}

/**
 * The rules that are broken, in the order in which to look at them: what fails before what warns and what was waived, what
 * the fewest requests show before the rest, and then what was found first.
 */
export function brokenRules({ rules }: Report): ReportedRule[] {
  return rules
    .filter(({ outcome }) => outcome === "fail" || outcome === "warn")
    .toSorted((a, b) => {
      const [one, other] = [rankOf(a), rankOf(b)];
      const at = one.findIndex((rank, index) => rank !== other[index]);
      return at < 0 ? 0 : one[at]! - other[at]!;
    });
}

function rankOf({ outcome, waived, counterexample, foundAfter }: ReportedRule): number[] {
  return [
    waived === undefined ? 0 : 1,
    outcome === "fail" ? 0 : 1,
    counterexample?.exchanges.length ?? Number.MAX_VALUE,
    foundAfter?.requests ?? Number.MAX_VALUE,
  ];
}
