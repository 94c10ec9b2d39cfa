import {
  type ConformanceOptions,
  type ConformanceTarget,
  chosenRules,
  runConformance,
} from "./conformance.ts";
import { exchangeLines, namedIn } from "./reports/exchange-lines.ts";
import { originOf } from "./reports/failure-text.ts";
import type { RuleResult, RunResult } from "./running/run-result.ts";

/** Time for the whole run, in milliseconds, where `maxTimeMs` does not say otherwise. */
const MAX_MS = 120_000;
/** Time beyond `maxTimeMs` in which a run winds up, in milliseconds. */
const GRACE_MS = 15_000;

/** What came of a rule that does not fail its test. */
export interface Passed {
  /** Why it was not judged. */
  readonly skipped?: string;
  /** What is implied, and is not so. */
  readonly warning?: string;
}

/** A rule as a test of any runner. */
export interface ConformanceTest {
  readonly id: string;
  /** Id and title. */
  readonly name: string;
  /** Judges the provider, once for all tests of a list. @throws Error where the rule is broken, or could not be decided */
  check(): Promise<Passed>;
}

/** A target, or what makes one when the first test begins. */
export type TargetSource = ConformanceTarget | (() => ConformanceTarget | Promise<ConformanceTarget>);

/** How long the first test may take, in milliseconds: the whole run is in it. */
export function testTimeoutMs({ maxTimeMs = MAX_MS }: ConformanceOptions): number {
  return maxTimeMs + GRACE_MS;
}

/** One test for each rule, for a runner that this package does not know; the first one to be checked judges the provider. */
export function conformanceTests(target: TargetSource, options: ConformanceOptions = {}): ConformanceTest[] {
  let run: Promise<RunResult> | undefined;
  return chosenRules(options).map((rule) => ({
    id: rule.id,
    name: `${rule.id}: ${rule.title}`,
    async check() {
      run ??= judge(target, options);
      const result = (await run).rules.find((each) => each.rule === rule)!;
      if (result.outcome === "fail" || result.outcome === "inconclusive")
        throw new Error(explainResult(result));
      if (result.outcome === "skipped") return { skipped: result.reason ?? "it was not judged" };
      return result.outcome === "warn" ? { warning: explainResult(result) } : {};
    },
  }));
}

async function judge(target: TargetSource, options: ConformanceOptions): Promise<RunResult> {
  const found = typeof target === "function" ? await target() : target;
  const run = runConformance(found, { ...options, maxTimeMs: options.maxTimeMs ?? MAX_MS });
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
  }
}

/** The sentence, what was expected and what came, and the exchanges that show it. */
function explainResult({ rule, reason, counterexample }: RuleResult): string {
  if (counterexample === undefined) return `could not tell: ${reason}`;
  const { violation, case: it } = counterexample;
  return [
    originOf(rule),
    `expected ${violation.expected}`,
    `got      ${violation.got}`,
    ...violation.exchanges.flatMap((index) =>
      exchangeLines(it.exchanges[index]!, namedIn(violation.expected, violation.got)),
    ),
  ].join("\n");
}
