import { canonical } from "../../json/canonical.ts";
import type { Json } from "../../json/json.ts";
import type { Outcome } from "../../judging/outcome.ts";

/** What a comparison needs of the report of a run. */
export interface JudgedRun {
  readonly profile: string;
  readonly suite: { readonly version: string; readonly contract: string };
  readonly rules: readonly {
    readonly id: string;
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
  const [earlier, later] = [before, after].map(
    (run) => new Map(run.rules.filter(isDecided).map((rule) => [rule.id, rule])),
  ) as [Map<string, Rule>, Map<string, Rule>];
  const both = [...later.values()].flatMap((rule) => {
    const known = earlier.get(rule.id);
    return known === undefined ? [] : [[known, rule] as const];
  });
  return {
    changed: both
      .filter(([known, rule]) => behaviourOf(known) !== behaviourOf(rule))
      .map(([known, { id, title, ...rule }]) => ({
        id,
        title,
        before: shownOf(known),
        after: shownOf(rule),
      })),
    compared: both.length,
    onlyBefore: [...earlier.keys()].filter((id) => !later.has(id)),
    onlyAfter: [...later.keys()].filter((id) => !earlier.has(id)),
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

function shownOf({ outcome, observed }: Pick<Rule, "outcome" | "observed">): Json {
  return outcome === "observed" ? (observed ?? null) : outcome;
}

function remarksOn(before: JudgedRun, after: JudgedRun): string[] {
  const differences: readonly (readonly [string, string, string])[] = [
    ["profile", before.profile, after.profile],
    ["suite", before.suite.version, after.suite.version],
    ["document", before.suite.contract.slice(0, 12), after.suite.contract.slice(0, 12)],
  ];
  return differences
    .filter(([, was, is]) => was !== is)
    .map(([what, was, is]) => `the ${what} was ${was}, and is ${is} now`);
}
