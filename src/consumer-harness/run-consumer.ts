import { type Verdict, verdictOf } from "../judging/outcome.ts";
import type { Condition } from "../send-message/consumer-rules/conditions.ts";
import { ConsumerAnalysis, type Run } from "../send-message/consumer-rules/consumer-analysis.ts";
import type { ConsumerCase } from "../send-message/consumer-rules/consumer-case.ts";
import type { ConsumerRule } from "../send-message/consumer-rules/consumer-rule.ts";
import {
  type ConsumerResult,
  judgeConsumer,
  whyNoneAccepted,
} from "../send-message/consumer-rules/judge-consumer.ts";
import { consumerRules } from "../send-message/consumer-rules/registry.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import { openHarness } from "./harness.ts";

/** The outcome of judging a consumer. */
export interface ConsumerRun {
  readonly verdict: Verdict;
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: string;
  readonly rules: readonly ConsumerResult[];
  /** All that was recorded: what the rules judged. */
  readonly case: ConsumerCase;
}

/**
 * Runs a program in the sandbox under each condition, and judges what it sent and how it coped. What is all well is
 * run twice, and so is every condition under which something was found: only what a program does in both counts.
 * @throws UsageError where the program cannot be started
 */
export async function runConsumer(options: ConsumerOptions): Promise<ConsumerRun> {
  const harness = await openHarness(options);
  try {
    for (const condition of options.conditions) {
      if (options.signal?.aborted) break;
      await harness.run(condition, false);
      const isRepeated = condition.name === "happy" || isAccused(condition, harness.case());
      if (isRepeated && !options.signal?.aborted) await harness.run(condition, true);
      // A program that sends nothing when all is well may talk to the real API, past the proxy: it is not run again.
      if (harness.problem() !== undefined) break;
    }
  } finally {
    await harness.close();
  }
  return judgeCase(harness.case(), options, harness.problem());
}

/** Judges what was recorded of a consumer, here or elsewhere. */
export function judgeCase(
  it: ConsumerCase,
  { strict = false }: Pick<ConsumerOptions, "strict"> = {},
  problem?: string,
): ConsumerRun {
  const analysis = new ConsumerAnalysis(it, pageContract);
  const results = consumerRules.map((rule) => judgeConsumer(rule, analysis, strict));
  const silent = analysis.runs.every(({ sends }) => sends.length === 0);
  const why =
    problem ?? (silent ? "no send was seen, so that there is nothing to judge" : whyNoneAccepted(analysis));
  const verdict = verdictOf(results.map(({ outcome }) => outcome));
  return {
    verdict: why !== undefined && verdict === "conformant" ? "inconclusive" : verdict,
    ...(why === undefined ? {} : { problem: why }),
    rules: results,
    case: it,
  };
}

/** Whether a run under this condition gives a rule something to accuse that the happy runs did not settle. */
function isAccused({ name }: Condition, it: ConsumerCase): boolean {
  const analysis = new ConsumerAnalysis(it, pageContract);
  const breaks = (rule: ConsumerRule, run: Run) => rule.judge(run, analysis).violations.length > 0;
  return consumerRules
    .filter(({ conditions }) => conditions?.includes(name) ?? true)
    .some(
      (rule) =>
        analysis.under(name).some((run) => breaks(rule, run)) &&
        !(rule.conditions === undefined && analysis.under("happy").every((run) => breaks(rule, run))),
    );
}
