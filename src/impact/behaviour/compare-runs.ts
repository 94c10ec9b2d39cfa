import { canonical } from "../../json/canonical.ts";
import type { Json } from "../../json/json.ts";
import type { Basis, Outcome } from "../../judging/outcome.ts";

/** What a comparison needs of the report of a run. */
export interface JudgedRun {
  readonly profile: string;
  readonly strict: boolean;
  readonly suite: { readonly version: string; readonly contract: string };
  readonly rules: readonly {
    readonly id: string;
    readonly basis: Basis;
    readonly title: string;
    readonly outcome: Outcome;
    readonly observed?: Json;
  }[];
}

/** What a provider does otherwise than before: a rule that it began or ceased to keep, or an open point. */
export interface BehaviourChange {
  readonly id: string;
  readonly title: string;
  /** Outcomes of a rule; of an open point, what was observed. */
  readonly before: Json;
  readonly after: Json;
}

/** Two runs, the earlier one first. */
export interface BehaviourComparison {
  readonly changed: readonly BehaviourChange[];
  /** How many rules and open points both runs decided. */
  readonly compared: number;
  /** Decided by one of the runs only: what it does in the other is not known, and no change. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** How the runs themselves differ, in a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Compares what a provider did in two runs, rule by rule and open point by open point. What a run skipped or could not
 * tell says nothing about the provider. A rule of which one run warned and the other, being strict, failed, is broken
 * in both.
 */
export function compareRuns(before: JudgedRun, after: JudgedRun): BehaviourComparison {
  const [olds, news] = [before, after].map(
    (run) => new Map(run.rules.filter(isDecided).map((rule) => [rule.id, rule])),
  ) as [Map<string, Rule>, Map<string, Rule>];
  const both = [...news.values()].flatMap((rule) => {
    const old = olds.get(rule.id);
    return old === undefined ? [] : [[old, rule] as const];
  });
  return {
    changed: both
      .filter(([old, rule]) => behaviourOf(old) !== behaviourOf(rule))
      .map(([old, rule]) => ({ id: rule.id, title: rule.title, before: shownOf(old), after: shownOf(rule) })),
    compared: both.length,
    onlyBefore: [...olds.keys()].filter((id) => !news.has(id)),
    onlyAfter: [...news.keys()].filter((id) => !olds.has(id)),
    remarks: remarksOn(before, after),
  };
}

type Rule = JudgedRun["rules"][number];

function isDecided({ outcome }: Rule): boolean {
  return outcome !== "skipped" && outcome !== "inconclusive";
}

function behaviourOf(rule: Rule): string {
  if (rule.outcome === "observed") return canonical(rule.observed ?? null);
  return rule.outcome === "pass" ? "kept" : "broken";
}

function shownOf({ outcome, observed }: Rule): Json {
  return outcome === "observed" ? (observed ?? null) : outcome;
}

function remarksOn(before: JudgedRun, after: JudgedRun): string[] {
  const differences: readonly (readonly [string, string, string])[] = [
    ["profile", before.profile, after.profile],
    ["suite", before.suite.version, after.suite.version],
    ["document", before.suite.contract.slice(0, 12), after.suite.contract.slice(0, 12)],
  ];
  return differences
    .filter(([, old, fresh]) => old !== fresh)
    .map(([what, old, fresh]) => `the ${what} was ${old}, and is ${fresh} now`);
}
