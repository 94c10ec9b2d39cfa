import type { Script } from "../evidence/case.ts";
import type { Omission } from "../evidence/omission.ts";
import { PROFILES, type Profile, type RunProfile } from "../evidence/profile.ts";
import { tagOf } from "../evidence/tag.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { canary } from "../send-message/scenarios/canary.ts";
import { scenarios as all } from "../send-message/scenarios/registry.ts";
import type { Scenario } from "../send-message/scenarios/scenario.ts";
import { stepsWithout } from "../send-message/scenarios/steps-without.ts";
import { CANARY_RULES } from "./canary-rules.ts";
import { lostBy } from "./lost-rules.ts";

/** The size of a run in cases of a scenario. */
export function sizeOf(profile: RunProfile): Profile {
  return profile === "canary" ? "quick" : profile;
}

/** What a rule needs, and how it is given. */
export const HOW_TO_GIVE = {
  "a read-only key": "it needs a valid key without the scope for sending; give one with --read-only-token",
  "a ticketing sink":
    "it needs an address where the provider reports to a ticketing system; give it with --ticketing-sink",
} as const;

/** One of `count` parts of a run; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const WHOLE: Shard = { index: 1, count: 1 };

/** What the plan of a run depends on, and nothing else: with these it can be made again. */
export interface PlanOptions {
  readonly profile: RunProfile;
  readonly seed: number;
  /** Letters and digits that are new with every run: they keep its keys apart from those of other runs. */
  readonly nonce: string;
  /** The rules that were asked for; scenarios that feed none of them are left out. */
  readonly rules: readonly Rule[];
  /** Only this part of the cases: every case is in exactly one of them. */
  readonly shard?: Shard;
  /** What the provider lacks, or is not to be sent. */
  readonly without?: readonly Omission[];
  /** What the run has, of that which scenarios need. */
  readonly has: readonly NonNullable<Scenario["needs"]>[];
}

/**
 * The scripts of a run in their order, made one by one: a budget only cuts the list. What a smaller profile has comes
 * first in every larger one.
 */
export function* plan(contract: Contract, options: PlanOptions): Generator<Script> {
  const { seed, nonce, without = [], shard: { index: part, count: parts } = WHOLE } = options;
  const scenarios = plannedScenarios(options);
  let position = 0;
  for (const [at, profile] of PROFILES.entries()) {
    const before = PROFILES[at - 1];
    for (const [index, scenario] of scenarios.entries()) {
      const from = before === undefined ? 0 : scenario.cases[before];
      for (let number = from; number < scenario.cases[profile]; number += 1) {
        const isOurs = position % parts === part - 1;
        position += 1;
        if (!isOurs) continue;
        const tag = tagOf(nonce, index, number);
        const steps = stepsWithout(scenario.steps({ seed, number, tag }, contract), without);
        yield { id: `${scenario.id}/${number}`, scenario: scenario.id, tag, steps };
      }
    }
    if (profile === sizeOf(options.profile)) return;
  }
}

export function plannedScenarios(options: PlanOptions): Scenario[] {
  if (options.profile === "canary") return [canary];
  const wanted = new Set(options.rules.flatMap((rule) => rule.sends));
  return all.filter(
    (scenario) =>
      wanted.has(scenario) && (scenario.needs === undefined || options.has.includes(scenario.needs)),
  );
}

/** How many cases the plan has. */
export function plannedCases(options: PlanOptions): number {
  const all = plannedScenarios(options).reduce((sum, { cases }) => sum + cases[sizeOf(options.profile)], 0);
  const { index, count } = options.shard ?? WHOLE;
  return Math.ceil((all - (index - 1)) / count);
}

/** Says of a rule why a run of this plan cannot judge it at all; `undefined` where it can. */
export function unplanned(contract: Contract, options: PlanOptions): (rule: Rule) => string | undefined {
  const { has, profile, without = [] } = options;
  const planned = new Set(plannedScenarios(options).filter(({ cases }) => cases[sizeOf(profile)] > 0));
  return (rule) => {
    const lost = lostBy(rule.id, without);
    if (lost.length > 0) return `this run leaves out ${lost.join(" and ")}`;
    if (rule.needs !== undefined && !has.includes(rule.needs)) return HOW_TO_GIVE[rule.needs];
    if (rule.setBy?.(contract) === false) return "the document sets no such duty";
    if (profile === "canary" && CANARY_RULES.includes(rule.id)) return undefined;
    const inProfile = rule.sends.filter(({ cases }) => cases[sizeOf(profile)] > 0);
    const needs = (inProfile.length > 0 ? inProfile : rule.sends).map((scenario) => scenario.needs);
    if (needs.every((need) => need === "Create Session") && !has.includes("Create Session"))
      return "it needs a session of its own, and --session gives one for all";
    if (!rule.sends.some((scenario) => planned.has(scenario)))
      return `not part of the profile ${profile}; use a larger --profile`;
    return undefined;
  };
}
