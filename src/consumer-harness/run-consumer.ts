import type { Condition } from "../send-message/consumer-rules/conditions.ts";
import type { ConsumerCase } from "../send-message/consumer-rules/consumer-case.ts";
import { type JudgedConsumer, judgeConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import { openHarness } from "./harness.ts";

/**
 * Runs a program in the sandbox under each condition, and judges what it sent and how it coped. What is all well is
 * run twice, and so is every condition under which something was found: only what a program does in both counts.
 * @throws UsageError where the program cannot be started
 */
export async function runConsumer(options: ConsumerOptions): Promise<JudgedConsumer> {
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
  return judgeConsumer(harness.case(), options.strict, harness.problem());
}

/** Whether a run under this condition gives a rule something to accuse that the happy runs did not settle. */
function isAccused({ name }: Condition, it: ConsumerCase): boolean {
  return judgeConsumer(it).rules.some(({ rule, conditions }) => {
    const isBroken = (under: string) =>
      conditions.some((each) => each.name === under && ["fail", "warn"].includes(each.outcome));
    return isBroken(name) && !(rule.conditions === undefined && isBroken("happy"));
  });
}
