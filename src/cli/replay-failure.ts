import type { Case } from "../evidence/case.ts";
import { withTag } from "../evidence/tag.ts";
import type { Violation } from "../judging/judgement.ts";
import type { ReportedRule } from "../reports/report.ts";
import type { ExecutionContext } from "../running/execution-context.ts";
import { HOW_TO_GIVE } from "../running/plan.ts";
import { runCase } from "../running/run-case.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import { acceptanceOf } from "../send-message/analysis/facts.ts";
import { rules } from "../send-message/rules/registry.ts";

/** What came of running one failure again. */
export type Replayed =
  | { readonly answer: "fails again"; readonly violation: Violation; readonly case: Case }
  | { readonly answer: "passes now"; readonly tries: number }
  | { readonly answer: "could not tell"; readonly why: string };

/** Tries of what depends on time or on the order of requests. */
const TRIES = 3;

/** Runs the steps of a failure again: it passes only where the same rule found something to judge. */
export async function replayFailure(
  failure: ReportedRule,
  context: ExecutionContext,
  newTag: (round: number) => string,
): Promise<Replayed> {
  const it = failure.counterexample!;
  const rule = rules.find((each) => each.id === failure.id);
  if (rule === undefined)
    return unsure("this version has no such rule; replay with the version that wrote the report");
  if (rule.needs === "a ticketing sink" && context.ticketing === undefined)
    return unsure(HOW_TO_GIVE[rule.needs]);
  const isReadOnly = it.steps.some((step) => "credential" in step && step.credential === "read-only");
  if (isReadOnly && context.keys.readOnly === undefined) return unsure(HOW_TO_GIVE["a read-only key"]);
  const isTimed = it.steps.some((step) => step.do === "together" || step.do === "wait");
  const tries = isTimed ? TRIES : 1;
  for (let round = 0; round < tries; round += 1) {
    const script = { id: it.scenario, scenario: it.scenario, tag: it.tag, steps: it.steps };
    const done = await runCase(withTag(script, newTag(round)), context);
    const { violations, checked, undecided } = rule.judge(new CaseAnalysis(done, context.contract));
    if (violations[0] !== undefined) return { answer: "fails again", violation: violations[0], case: done };
    const stopped = done.exchanges.find(
      (exchange) =>
        exchange.operation === "createSession" &&
        exchange.credential === "valid" &&
        acceptanceOf(exchange) !== "accepted",
    );
    if (stopped !== undefined)
      return unsure(
        `no session was created: ${stopped.response?.status ?? stopped.error?.message}; check the key and the provider`,
      );
    if (checked === 0)
      return unsure(
        `nothing came that the rule could judge${undecided === undefined ? "" : `: ${undecided}`}`,
      );
  }
  return { answer: "passes now", tries };
}

function unsure(why: string): Replayed {
  return { answer: "could not tell", why };
}
