import type { Case, Script } from "../evidence/case.ts";
import type { Violation } from "../judging/judgement.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import { fateOf } from "../send-message/analysis/facts.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { retag } from "./retag.ts";
import { type ExecutionContext, runCase } from "./run-case.ts";
import { simplifications } from "./simplifications.ts";

/** A failure cut down to what shows it, as it happened when it was last run. */
export interface Counterexample {
  readonly case: Case;
  readonly violation: Violation;
  /** How often the final steps failed, of how many times they were run. */
  readonly reproduced: { readonly failed: number; readonly runs: number };
}

/** Runs of a candidate that are spent on one failure, at the most. */
const MAX_TRIES = 120;
/** Where no read of the run was late, so much patience tells lost from late, in milliseconds. */
const LITTLE_PATIENCE_MS = 60;
/** Runs of the final steps, to say how often they fail. */
const CONFIRMATIONS = 2;
const RACE_CONFIRMATIONS = 5;
/** Runs of the steps as they were found, where what was cut down does not fail again. */
const ALONE = 3;

/**
 * Cuts a failing case down for as long as the same rule still fails on what is left, each try from fresh sessions.
 * `newTag` gives a tag that was never used; in `maxMs` milliseconds the last try is begun, a first confirmation aside.
 */
export async function shrink(
  rule: Rule,
  failing: { readonly case: Case; readonly violation: Violation },
  context: ExecutionContext,
  newTag: () => string,
  maxMs: number,
): Promise<Counterexample> {
  const { exchanges } = failing.case;
  const lastedMs = (exchanges.at(-1)?.endedMs ?? 0) - (exchanges[0]?.startedMs ?? 0);
  const { settleMs } = context.state.bounds;
  const littleMs = context.state.lagged ? settleMs : Math.min(settleMs, LITTLE_PATIENCE_MS);
  // What took longer to see than all the time there is to cut it down stays as it is.
  if (littleMs === settleMs && lastedMs > maxMs) return { ...failing, reproduced: { failed: 0, runs: 0 } };
  let best = failing;
  let tries = 0;
  let wasSetUp = true;
  const startedMs = context.state.now();
  const isOver = () =>
    tries >= MAX_TRIES || context.state.spent() !== undefined || context.state.now() - startedMs > maxMs;
  const fails = async (script: Script, patienceMs: number) => {
    tries += 1;
    const it = await runCase(retag(script, newTag()), { ...context, patienceMs });
    wasSetUp = context.session !== undefined || isSetUp(it);
    const violation = rule.judge(new CaseAnalysis(it, context.contract)).violations[0];
    return violation === undefined ? undefined : { case: it, violation };
  };
  search: while (!isOver()) {
    for (const steps of simplifications(best.case.steps)) {
      if (isOver()) break search;
      const found = await fails({ ...scriptOf(best.case), steps }, littleMs);
      if (found !== undefined) {
        best = found;
        continue search;
      }
    }
    break;
  }
  const isRace = best.case.steps.some((step) => step.do === "together");
  let failed = 0;
  const runs = isRace ? RACE_CONFIRMATIONS : CONFIRMATIONS;
  let done = 0;
  const hasTime = () => done === 0 || context.state.now() - startedMs <= (isRace ? 2 * maxMs : maxMs);
  for (; done < runs && hasTime() && context.state.spent() === undefined; done += 1) {
    const again = await fails(scriptOf(best.case), littleMs);
    if (again !== undefined) {
      failed += 1;
      best = again;
    }
    // Without its sessions nothing was run again, and nothing is said about the failure.
    if (!wasSetUp) return { ...failing, reproduced: { failed: 0, runs: 0 } };
  }
  if (failed > 0 || done === 0) return { ...best, reproduced: { failed, runs: done } };
  // What was cut down does not fail again: whether it does as it was found decides whether it counts.
  for (; done < runs + ALONE && failed === 0 && context.state.spent() === undefined; done += 1)
    if ((await fails(scriptOf(failing.case), littleMs)) !== undefined) failed += 1;
  return { ...failing, reproduced: { failed, runs: done } };
}

/** Whether every session that the steps create came to be. */
function isSetUp({ steps, exchanges }: Case): boolean {
  return steps.every(
    (step, index) =>
      step.do !== "create-session" ||
      step.credential !== undefined ||
      exchanges.some((exchange) => exchange.step === index && fateOf(exchange) === "accepted"),
  );
}

function scriptOf({ id, scenario, tag, steps }: Case): Script {
  return { id, scenario, tag, steps };
}
