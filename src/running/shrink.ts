import type { Case, Script } from "../evidence/case.ts";
import type { Step } from "../evidence/step.ts";
import { withTag } from "../evidence/tag.ts";
import { isServerError } from "../http/exchange.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import { acceptanceOf } from "../send-message/analysis/facts.ts";
import { recordAt } from "../send-message/contract/records.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { runCase } from "./run-case.ts";
import { type Counterexample, type RuleResult, undecided } from "./run-result.ts";
import type { RunState } from "./run-state.ts";
import { simplifications } from "./simplifications.ts";

/** Time for cutting down all failures of a run, in milliseconds: each gets an equal share of what is left. */
const ALL_MS = 4_000;
/** The most runs that are spent on one failure. */
const MAX_TRIES = 120;
/** If no read of the run was late, this much patience tells lost from late, in milliseconds. */
const LITTLE_PATIENCE_MS = 60;
/** Runs of the final steps, to say how often they fail. */
const CONFIRMATIONS = 2;
const RACE_CONFIRMATIONS = 5;
/** Runs of the steps as they were found, where what was cut down does not fail again. */
const ALONE = 3;

/**
 * The results, each failure that `isRepeatable` cut down; one that does not happen again decides nothing.
 * What arrived late is evidence as it is: to send it again would take as long each time.
 */
export async function* shrinkAll(
  results: readonly RuleResult[],
  isRepeatable: (result: RuleResult) => boolean,
  context: ExecutionContext,
  newTag: () => string,
  seed: number,
): AsyncGenerator<{ readonly type: "shrinking"; readonly rule: Rule }, RuleResult[]> {
  const settled = [...results];
  const failing = [...results.entries()].filter(
    ([, result]) => result.counterexample !== undefined && isRepeatable(result),
  );
  const untilMs = context.state.now() + ALL_MS;
  for (const [done, [index, result]] of failing.entries()) {
    const { rule } = result;
    yield { type: "shrinking", rule };
    const shareMs = (untilMs - context.state.now()) / (failing.length - done);
    const counterexample = await shrink(rule, result.counterexample!, context, newTag, shareMs);
    const { reproduced, violation } = counterexample;
    const cause =
      reproduced.failed > 0 ? await causeInTurn(counterexample, settled, context, newTag) : undefined;
    if (reproduced.failed === 0 && reproduced.runs > 0)
      settled[index] = undecided(
        result,
        `it was broken once (expected ${violation.expected}; got ${violation.got}), and in none of ${reproduced.runs} more tries; run it again with --seed ${seed} --rule ${rule.id}`,
      );
    else if (cause !== undefined)
      settled[index] = undecided(
        result,
        `the same messages break ${cause.id} one after another, too, which hides what comes of sending them at once: mend that first`,
      );
    else settled[index] = { ...result, counterexample };
  }
  return settled;
}

/**
 * The failed rule that the sends of a race break as well where they come one after another, in the same record: that they
 * came at the same time is not what is wrong then. That rule fails already, so the verdict is the same.
 */
async function causeInTurn(
  { case: it, violation }: Counterexample,
  results: readonly RuleResult[],
  context: ExecutionContext,
  newTag: () => string,
): Promise<Rule | undefined> {
  if (!isRace(it.steps) || violation.difference === undefined || context.state.spent() !== undefined)
    return undefined;
  const steps = inTurn(it.steps);
  const patienceMs = patienceOf(context.state);
  const analysis = new CaseAnalysis(
    await runCase(withTag({ ...it, steps }, newTag()), { ...context, patienceMs }),
    context.contract,
  );
  const record = recordAt(violation.difference.pointer);
  return results.find(
    ({ rule, outcome }) =>
      outcome === "fail" &&
      rule
        .judge(analysis)
        .violations.some(({ difference }) => difference && recordAt(difference.pointer) === record),
  )?.rule;
}

/** The sends of every race one after another, behind what began beside them. */
function inTurn(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => {
    if (step.do !== "together") return [step];
    return [...(step.beside ?? []), ...step.sends.map(({ afterMs: _, ...send }) => send)];
  });
}

/** Whether a server error is what breaks the rule. */
function showsServerError({ case: it, violation }: Counterexample): boolean {
  return violation.exchanges.some((index) => isServerError(it.exchanges[index]?.response?.status));
}

function isRace(steps: readonly Step[]): boolean {
  return steps.some((step) => step.do === "together");
}

function patienceOf({ lagged, bounds: { settleMs } }: RunState): number {
  return lagged ? settleMs : Math.min(settleMs, LITTLE_PATIENCE_MS);
}

/**
 * Cuts a failing case down for as long as the same rule still fails on what is left, each try from fresh sessions.
 * `newTag` gives a tag that was never used; in `maxMs` milliseconds the last try is begun, a first confirmation aside.
 */
export async function shrink(
  rule: Rule,
  failing: Counterexample,
  context: ExecutionContext,
  newTag: () => string,
  maxMs: number,
): Promise<Counterexample> {
  const { state } = context;
  const { settleMs } = state.bounds;
  const { exchanges } = failing.case;
  const lastedMs = (exchanges.at(-1)?.endedMs ?? 0) - (exchanges[0]?.startedMs ?? 0);
  const patienceMs = patienceOf(state);
  // What took longer to see than all the time there is to cut it down stays as it is, but for what may have passed by now.
  const isLong = patienceMs === settleMs && lastedMs > maxMs;
  if (isLong && !showsServerError(failing)) return failing;
  let best: Omit<Counterexample, "reproduced"> = failing;
  let tries = 0;
  let wasSetUp = true;
  const startedMs = state.now();
  const goneMs = () => state.now() - startedMs;
  const fails = async (script: Script, pace?: ReadonlyMap<number, number>) => {
    tries += 1;
    const it = await runCase(withTag(script, newTag()), { ...context, patienceMs }, pace);
    wasSetUp = context.session !== undefined || isSetUp(it);
    const violation = rule.judge(new CaseAnalysis(it, context.contract)).violations[0];
    return violation === undefined ? undefined : { case: it, violation };
  };
  const smaller = async () => {
    for (const steps of simplifications(best.case.steps)) {
      if (tries >= MAX_TRIES || state.spent() !== undefined || goneMs() > maxMs) return undefined;
      const found = await fails({ ...best.case, steps });
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (let next = isLong ? undefined : await smaller(); next !== undefined; next = await smaller())
    best = next;
  const raced = isRace(best.case.steps);
  const runs = raced ? RACE_CONFIRMATIONS : CONFIRMATIONS;
  const lastMs = raced ? 2 * maxMs : maxMs;
  let failed = 0;
  let done = 0;
  for (; done < runs && (done === 0 || goneMs() <= lastMs) && state.spent() === undefined; done += 1) {
    const again = await fails(best.case);
    if (again !== undefined) {
      failed += 1;
      best = again;
    } else if (state.spent() !== undefined) break; // It was cut off: that it did not fail says nothing.
    // Without its sessions nothing was run again, and nothing is said about the failure.
    if (!wasSetUp) return failing;
  }
  if (failed > 0 || done === 0) return { ...best, reproduced: { failed, runs: done } };
  // What was cut down does not fail again: whether it does as it was found, and as slowly, decides whether it counts.
  const pace = paceOf(failing.case);
  for (; done < runs + ALONE && failed === 0 && state.spent() === undefined; done += 1) {
    if ((await fails(failing.case, pace)) !== undefined) failed += 1;
    else if (state.spent() !== undefined) break;
  }
  return { ...failing, reproduced: { failed, runs: done } };
}

/** How long after the first request each step began: what a job or a timer does meanwhile depends on it. */
function paceOf({ exchanges }: Case): Map<number, number> {
  const startMs = exchanges[0]?.startedMs ?? 0;
  return new Map([...exchanges].reverse().map(({ step, startedMs }) => [step, startedMs - startMs]));
}

/** Whether every session that the steps create came to be. */
function isSetUp({ steps, exchanges }: Case): boolean {
  return steps.every(
    (step, index) =>
      step.do !== "create-session" ||
      step.credential !== undefined ||
      exchanges.some((exchange) => exchange.step === index && acceptanceOf(exchange) === "accepted"),
  );
}
