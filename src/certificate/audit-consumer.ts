import type { Case } from "../evidence/case.ts";
import type { ConsumerRunOptions } from "../evidence/header.ts";
import { conditionsOf } from "../send-message/consumer-rules/conditions.ts";
import type { ConsumerCase } from "../send-message/consumer-rules/consumer-case.ts";
import { judgeConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { placeholderIn } from "../send-message/consumer-rules/placeholder-key.ts";
import { auditedRule, type Findings } from "./findings.ts";

/**
 * Judges what was recorded of a consumer again: all of its runs are one case. Its plan is the conditions of its profile;
 * without the plan, those that were recorded count.
 * @throws UsageError where it cannot be read
 */
export async function auditConsumer(
  cases: AsyncIterable<Case>,
  run: ConsumerRunOptions,
  plan: "make" | "skip" = "make",
): Promise<Findings> {
  const problems: string[] = [];
  const all: ConsumerCase[] = [];
  for await (const it of cases) {
    if (isConsumerCase(it)) all.push(it);
    else problems.push(`${it.id} is not a recording of a consumer`);
    if (all.length > 1) break;
  }
  const [only] = all;
  if (only === undefined || all.length > 1) {
    problems.push(`the log holds ${only === undefined ? "no recording" : "more than one recording"}`);
    const carriedOut = Math.min(1, all.length);
    return { verdict: "inconclusive", rules: [], cases: { planned: 1, carriedOut }, problems };
  }
  const { verdict, rules, problem } = judgeConsumer(only, run.strict);
  problems.push(...unproven(only, run, problem));
  const names: string[] = only.programs.map(({ condition }) => condition);
  const staged = run.profile === undefined ? [] : conditionsOf(run.profile).map(({ name }) => name);
  const wanted = plan === "skip" ? [...new Set(names)] : staged;
  // A condition under which something was found is run twice, and counts once.
  const carriedOut = wanted.filter((name) => names.includes(name)).length;
  // All well is run twice, so that what differs between equal runs is known.
  for (const name of wanted.length === 0 ? [] : [...wanted, "happy"]) {
    const left = names.indexOf(name);
    if (left < 0) problems.push(`the condition ${name} was planned and is not there`);
    else names.splice(left, 1);
  }
  return { verdict, rules: rules.map(auditedRule), cases: { planned: wanted.length, carriedOut }, problems };
}

/** Why a recording proves too little for a certificate, whatever its rules say. */
function unproven(it: ConsumerCase, { profile }: ConsumerRunOptions, problem: string | undefined): string[] {
  const placeholder = it.received.map(placeholderIn).find((found) => found !== undefined);
  return [
    profile === undefined ? "the program was not run under the conditions of a profile" : undefined,
    problem,
    placeholder === undefined ? undefined : `it shows ${placeholder}`,
  ].filter((problem) => problem !== undefined);
}

function isConsumerCase(it: Case): it is ConsumerCase {
  return "sessions" in it && "hosts" in it;
}
