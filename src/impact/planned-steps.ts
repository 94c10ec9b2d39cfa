import type { SendStep, Step } from "../evidence/step.ts";
import { type PlanOptions, plan } from "../running/plan.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules } from "../send-message/rules/registry.ts";

/** A step of the suite's own scenarios. */
export interface PlannedStep<S extends Step = Step> {
  readonly scenario: string;
  readonly tag: string;
  readonly step: S;
}

const WHOLE: PlanOptions = {
  profile: "standard",
  seed: 1,
  nonce: "0",
  rules,
  has: ["Create Session", "a read-only key", "a ticketing sink"],
};

/** Cases of one scenario that are looked at; the others are drawn at random in its manner. */
const CASES = 8;

const known = new WeakMap<Contract, readonly PlannedStep[]>();

/** Everything that a run by this document does, step by step. */
export function plannedSteps(contract: Contract): readonly PlannedStep[] {
  const steps = known.get(contract) ?? [...stepsBy(contract)];
  known.set(contract, steps);
  return steps;
}

function* stepsBy(contract: Contract): Generator<PlannedStep> {
  const counts = new Map<string, number>();
  for (const { scenario, tag, steps } of plan(contract, WHOLE)) {
    const count = (counts.get(scenario) ?? 0) + 1;
    counts.set(scenario, count);
    if (count > CASES) continue;
    for (const each of steps) {
      for (const step of each.do === "together" ? each.sends : [each]) yield { scenario, tag, step };
    }
  }
}

/** The sends among them. */
export function plannedSends(contract: Contract): PlannedStep<SendStep>[] {
  return plannedSteps(contract).filter(
    (planned): planned is PlannedStep<SendStep> => planned.step.do === "send",
  );
}
