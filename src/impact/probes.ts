import type { CreateContactStep, CreateSessionStep, SendStep, Step } from "../evidence/step.ts";
import { type PlanOptions, plan } from "../running/plan.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules } from "../send-message/rules/registry.ts";

/** A step of the suite's own scenarios. */
export interface Probe<S extends Step = Step> {
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

/** Everything that a run by this document does, step by step. */
export function* probesOf(contract: Contract): Generator<Probe> {
  const counts = new Map<string, number>();
  for (const { scenario, tag, steps } of plan(contract, WHOLE)) {
    const count = (counts.get(scenario) ?? 0) + 1;
    counts.set(scenario, count);
    if (count > CASES) continue;
    for (const step of steps.flatMap((each): readonly Step[] =>
      each.do === "together" ? each.sends : [each],
    ))
      yield { scenario, tag, step };
  }
}

export function isSend(probe: Probe): probe is Probe<SendStep> {
  return probe.step.do === "send";
}

export function isCreation(probe: Probe): probe is Probe<CreateSessionStep | CreateContactStep> {
  return probe.step.do === "create-session" || probe.step.do === "create-contact";
}
