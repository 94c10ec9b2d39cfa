import { pageContract } from "../../src/contract/page-contract.ts";
import { type Entry, entriesOf } from "../../src/engine/parts.ts";
import { perform } from "../../src/engine/perform.ts";
import { tagOf } from "../../src/engine/plan.ts";
import { retag } from "../../src/engine/retag.ts";
import { RunState } from "../../src/engine/run-state.ts";
import type { Counterexample } from "../../src/engine/shrink.ts";
import type { SendStep } from "../../src/evidence/step.ts";
import { Look } from "../../src/rules/look.ts";
import { rules } from "../../src/rules/registry.ts";
import { fetchTransport } from "../../src/wire/fetch-transport.ts";
import { type Handler, KEYS } from "./providers.ts";

/** Runs the steps of a counterexample again, as `replay` does; whether the rule is broken again. */
export async function replay(id: string, { case: it }: Counterexample, provider: Handler): Promise<boolean> {
  const bounds = { maxRequests: 1_000, maxSessions: 100, maxTimeMs: 10_000, settleMs: 500 };
  const stage = {
    transport: fetchTransport(provider),
    keys: KEYS,
    contract: pageContract,
    state: new RunState(bounds),
    patienceMs: bounds.settleMs,
  };
  const again = await perform(retag(it, tagOf("again", 0, 0)), stage);
  return rules.find((rule) => rule.id === id)!.judge(new Look(again, pageContract)).violations.length > 0;
}

/** The sends of its steps, those that are held and released together included. */
export function sendsOf({ case: it }: Counterexample): readonly SendStep[] {
  return it.steps.flatMap((step) => (step.do === "together" ? step.sends : step.do === "send" ? [step] : []));
}

/** The entries of custom data in a send. */
export function entriesIn(step: SendStep): Entry[] {
  return entriesOf("json" in step.body ? step.body.json : null);
}
