import type { Judgement } from "../judging/judgement.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import { isFedBy } from "../send-message/rules/rule.ts";
import { type HypotheticalSend, hypotheticalCase } from "./hypothetical-case.ts";

/** What rules say of a hypothetical case, by their ids. */
export type Judgements = ReadonlyMap<string, Judgement>;

/** Judges by the rules that the case can concern: an open point is asked by its own scenarios alone. */
export function judgementsOf(it: HypotheticalSend, contract: Contract): Judgements {
  const analysis = new CaseAnalysis(hypotheticalCase(it), contract);
  const { scenario } = it;
  return new Map(
    rules
      .filter((rule) => rule.basis !== "open" || scenario === undefined || isFedBy(rule, scenario))
      .map((rule) => [rule.id, rule.judge(analysis)]),
  );
}

/** The rules that judge two cases differently: by one they are concerned, broken, or observe what they do not by the other. */
export function differing(one: Judgements, other: Judgements): string[] {
  return [...one.keys()].filter((id) => gist(one.get(id)) !== gist(other.get(id)));
}

/** The rules that a case breaks. */
export function brokenIn(judgements: Judgements): string[] {
  return [...judgements].filter(([, { violations }]) => violations.length > 0).map(([id]) => id);
}

/** The rules that judge the first case and have nothing to judge in the second. */
export function silencedBy(one: Judgements, other: Judgements): string[] {
  return [...one].filter(([id, { checked }]) => checked > 0 && !other.get(id)?.checked).map(([id]) => id);
}

function gist(it: Judgement | undefined): string | undefined {
  return it && JSON.stringify([it.checked > 0, it.violations.length > 0, it.observed ?? null]);
}
