import type { Contract } from "../../contract/contract.ts";
import { Look } from "../../rules/look.ts";
import { rules } from "../../rules/registry.ts";
import type { Judgement } from "../../rules/rule.ts";
import { type Imagined, imagine } from "./imagine.ts";

/** What every rule says of an imagined case, by its id. */
export type Judgements = ReadonlyMap<string, Judgement>;

export function judgementsOf(it: Imagined, contract: Contract): Judgements {
  const look = new Look(imagine(it), contract);
  return new Map(
    rules
      .filter((rule) => rule.basis !== "open" || rule.scenarios.includes(it.scenario))
      .map((rule) => [rule.id, rule.judge(look)]),
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

function gist(it: Judgement | undefined): string {
  if (it === undefined) return "";
  return JSON.stringify([it.checked > 0, it.violations.length > 0, it.observed ?? null]);
}
