import type { SendStep } from "../../src/evidence/step.ts";
import { tagOf, withTag } from "../../src/evidence/tag.ts";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { runCase } from "../../src/running/run-case.ts";
import type { Counterexample } from "../../src/running/run-result.ts";
import { RunState } from "../../src/running/run-state.ts";
import { CaseAnalysis } from "../../src/send-message/analysis/case-analysis.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { type Entry, entriesOf } from "../../src/send-message/scenarios/entries.ts";
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
  const again = await runCase(withTag(it, tagOf("again", 0, 0)), stage);
  return (
    rules.find((rule) => rule.id === id)!.judge(new CaseAnalysis(again, pageContract)).violations.length > 0
  );
}

/** The sends of its steps, those that are held and released together included. */
export function sendsOf({ case: it }: Counterexample): readonly SendStep[] {
  return it.steps.flatMap((step) => (step.do === "together" ? step.sends : step.do === "send" ? [step] : []));
}

/** The entries of custom data in a send. */
export function entriesIn(step: SendStep): Entry[] {
  return entriesOf("json" in step.body ? step.body.json : null);
}
