import type { Case } from "../evidence/case.ts";
import type { ProviderRunOptions } from "../evidence/header.ts";
import { verdictOf } from "../judging/outcome.ts";
import { type PlanOptions, unplanned } from "../running/plan.ts";
import { judgeBy } from "../running/run-judge.ts";
import type { RuleResult } from "../running/run-result.ts";
import { isOfTicketing } from "../running/ticketing-evidence.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules as registry } from "../send-message/rules/registry.ts";
import { correspondence } from "./correspondence.ts";
import { auditedRule, type Findings } from "./findings.ts";
import { planAgain } from "./planned-cases.ts";
import { readWaits } from "./waits.ts";

const LEFT_OUT = { outcome: "skipped", reason: "it was left out" } as const;
/** Problems that are told apart; of more, only these are named. */
const MAX_PROBLEMS = 10;

/**
 * Judges the cases of a provider's run again. Without the plan, nothing says which cases are missing. The `results` have
 * all that a report of the run shows: a failure is the first case that broke the rule, as it is.
 * @throws UsageError where one cannot be read
 */
export async function auditProvider(
  cases: AsyncIterable<Case>,
  run: ProviderRunOptions,
  contract: Contract,
  plan: "make" | "skip" = "make",
): Promise<Findings & { readonly results: readonly RuleResult[] }> {
  const problems: string[] = [];
  const note = (problem: string | undefined) => {
    if (problem !== undefined && problems.length < MAX_PROBLEMS) problems.push(problem);
  };
  const options: PlanOptions = { ...run, rules: registry.filter(({ id }) => run.rules.includes(id)) };
  for (const id of run.rules) if (!registry.some((rule) => rule.id === id)) note(`unknown rule "${id}"`);
  const judgement = judgeBy(options.rules, contract, run.strict, unplanned(contract, options));
  const planned = planAgain(contract, options, plan);
  const waits = readWaits(run.settleMs);
  let requests = 0;
  for await (const it of cases) {
    requests += it.exchanges.length;
    const accepted = planned.accept(it);
    if ("problem" in accepted) note(accepted.problem);
    else {
      const { problem, whole } = correspondence(it, contract, run);
      if (problem !== undefined) note(`${it.id} is not what was planned: ${problem}`);
      else if (!whole && !accepted.mayBeCut) note(`${it.id} was not carried out to its end`);
    }
    note(waits.accept(it));
    note(strangersIn(it, run));
    judgement.add(it, { requests, ms: it.exchanges.at(-1)?.endedMs ?? 0 });
  }
  const missing = planned.missing();
  note(missing);
  note(waits.problem());
  const results = judgement.results(missing);
  return {
    verdict: verdictOf(results.map(({ outcome }) => outcome)),
    rules: registry.map((rule) =>
      auditedRule(results.find((result) => result.rule.id === rule.id) ?? { rule, ...LEFT_OUT }),
    ),
    cases: planned.counts(),
    problems,
    results,
  };
}

function strangersIn(it: Case, run: ProviderRunOptions): string | undefined {
  const mayReceive = isOfTicketing(it) && run.has.includes("a ticketing sink");
  return it.programs.length > 0 || (it.received.length > 0 && !mayReceive)
    ? `${it.id} holds what no case of a provider does`
    : undefined;
}
