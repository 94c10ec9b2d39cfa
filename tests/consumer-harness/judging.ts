import { join } from "node:path";
import { type ConsumerOptions, runConsumer } from "../../src/consumer-harness/run-consumer.ts";
import { type ConditionName, conditions } from "../../src/send-message/consumer-rules/conditions.ts";
import type { JudgedConsumer } from "../../src/send-message/consumer-rules/judge-consumer.ts";

/** A program of the fixtures, by its path in their folder. */
export function fixture(path: string): string {
  return join(import.meta.dirname, "../fixtures/consumers", path);
}

/** Runs a program under the happy condition and these, without interception unless asked. */
export function judge(
  command: readonly string[],
  names: readonly ConditionName[] = [],
  options: Partial<ConsumerOptions> = {},
): Promise<JudgedConsumer> {
  return runConsumer({
    command,
    conditions: conditions.filter(({ name }) => name === "happy" || names.includes(name)),
    intercept: false,
    timeoutMs: 20_000,
    ...options,
  });
}

/** Ids of the rules with one of these outcomes. */
export function withOutcome({ rules }: JudgedConsumer, ...outcomes: readonly string[]): string[] {
  return rules.filter(({ outcome }) => outcomes.includes(outcome)).map(({ rule }) => rule.id);
}

export function resultOf({ rules }: JudgedConsumer, id: string) {
  const result = rules.find(({ rule }) => rule.id === id);
  if (result === undefined) throw new Error(`there is no rule ${id}`);
  return result;
}
