import type { Verdict } from "../judging/outcome.ts";
import type { ConsumerCase } from "../send-message/consumer-rules/consumer-case.ts";
import { ConsumerLook, type Run } from "../send-message/consumer-rules/consumer-look.ts";
import type { ConsumerRule } from "../send-message/consumer-rules/consumer-rule.ts";
import { whyNoneAccepted } from "../send-message/consumer-rules/judge/accepted.ts";
import {
  type ConsumerResult,
  consumerVerdict,
  judgeConsumer,
} from "../send-message/consumer-rules/judge-consumer.ts";
import { consumerRules } from "../send-message/consumer-rules/registry.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import type { Condition } from "./conditions.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import { openStage } from "./stage.ts";

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
  const stage = await openStage(options);
  try {
    for (const condition of options.conditions) {
      if (options.signal?.aborted) break;
      await stage.run(condition, false);
      const isRepeated =
        condition.name === "happy" || isAccused(condition, stage.case(), options.rules ?? consumerRules);
      if (isRepeated && !options.signal?.aborted) await stage.run(condition, true);
      // A program that sends nothing when all is well may talk to the real API, past the proxy: it is not run again.
      if (stage.problem() !== undefined) break;
    }
  } finally {
    await stage.close();
  }
  return judgeCase(stage.case(), options, stage.problem());
}

/** Judges what was recorded of a consumer, here or elsewhere. */
export function judgeCase(
  it: ConsumerCase,
  { rules = consumerRules, strict = false }: Pick<ConsumerOptions, "rules" | "strict"> = {},
  problem?: string,
): ConsumerRun {
  const look = new ConsumerLook(it, pageContract);
  const results = rules.map((rule) => judgeConsumer(rule, look, strict));
  const silent = look.runs.every(({ sends }) => sends.length === 0);
  const why =
    problem ?? (silent ? "no send was seen, so that there is nothing to judge" : whyNoneAccepted(look));
  const verdict = consumerVerdict(results, look);
  return {
    verdict: problem !== undefined && verdict === "conformant" ? "inconclusive" : verdict,
    ...(why === undefined ? {} : { problem: why }),
    rules: results,
    case: it,
  };
}

/** Whether a run under this condition gives a rule something to accuse that the happy runs did not settle. */
function isAccused({ name }: Condition, it: ConsumerCase, rules: readonly ConsumerRule[]): boolean {
  const look = new ConsumerLook(it, pageContract);
  const breaks = (rule: ConsumerRule, run: Run) => rule.judge(run, look).violations.length > 0;
  return rules
    .filter(({ conditions }) => conditions?.includes(name) ?? true)
    .some(
      (rule) =>
        look.under(name).some((run) => breaks(rule, run)) &&
        !(rule.conditions === undefined && look.under("happy").every((run) => breaks(rule, run))),
    );
}
