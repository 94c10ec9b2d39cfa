import type { SchemaNode } from "../schema/node.ts";
import { alternativeName, type ValueSet } from "../schema/value-set.ts";
import { compareConditions } from "./compare-conditions.ts";
import { areSetsForwardCompatible, type Comparison } from "./comparison.ts";
import { capped, finding, levelOf, type Remark, type SchemaFinding, under } from "./finding.ts";

type CompareValueSets = (
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ValueSet,
  fresh: ValueSet,
) => Remark[];

/**
 * What changed where a schema leaves a choice between several sets of one type: alternatives added, removed, or
 * changed in themselves. Their order and their names do not matter.
 */
export function compareChoices(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  olds: readonly ValueSet[],
  news: readonly ValueSet[],
  compareValueSets: CompareValueSets,
): Remark[] {
  const condition = compareConditions(comparison, base, revision, [...olds, ...news]);
  if (condition !== undefined) return condition;
  const pairs: [ValueSet, ValueSet][] = [];
  const rest = { olds: [...olds], news: [...news] };
  const pairUp = (fits: (old: ValueSet, fresh: ValueSet) => boolean) => {
    for (const old of [...rest.olds]) {
      const fresh = rest.news.find((one) => fits(old, one));
      if (fresh === undefined) continue;
      rest.olds.splice(rest.olds.indexOf(old), 1);
      rest.news.splice(rest.news.indexOf(fresh), 1);
      pairs.push([old, fresh]);
    }
  };
  const isNamesake = (old: ValueSet, fresh: ValueSet) =>
    alternativeName(old) !== "" && alternativeName(old) === alternativeName(fresh);
  pairUp((old, fresh) => isNamesake(old, fresh) && isEqual(comparison, old, fresh));
  pairUp((old, fresh) => isEqual(comparison, old, fresh));
  const same = pairs.length;
  pairUp(isNamesake);
  if (rest.olds.length === 1 && rest.news.length === 1) pairUp(() => true);
  return [
    ...pairs.flatMap(([old, fresh], index) =>
      capped(
        inChoice(compareValueSets(comparison, base, revision, old, fresh), old),
        index < same ? "unjudged" : "none",
      ),
    ),
    ...rest.olds.flatMap((old) => alternative(comparison, base, revision, old, "removed", news)),
    ...rest.news.flatMap((fresh) => alternative(comparison, base, revision, fresh, "added", olds)),
  ];
}

/** The members of which each alternative asks for some that the one set before did not. */
function neededNow(old: ValueSet, news: readonly ValueSet[]): string[] {
  if (old.type !== "object") return [];
  const had = old.object.required;
  const more = news.map((one) =>
    one.type === "object" ? [...one.object.required].filter((name) => !had.has(name)) : [],
  );
  return more.every((names) => names.length > 0) ? [...new Set(more.flat())].sort() : [];
}

function isEqual(comparison: Comparison, old: ValueSet, fresh: ValueSet): boolean {
  const [one, other] = [alone(old), alone(fresh)];
  return (
    areSetsForwardCompatible(comparison, [one], [other]) &&
    areSetsForwardCompatible(comparison, [other], [one])
  );
}

// That alternatives exclude each other says nothing about the one of them.
function alone(set: ValueSet): ValueSet {
  return { ...set, nots: set.nots.filter((not) => !not.exclusive) };
}

function inChoice(remarks: readonly Remark[], set: ValueSet): Remark[] {
  return alternativeName(set) === ""
    ? [...remarks]
    : under({ kind: "choice", name: alternativeName(set) }, remarks);
}

const ACTIONS = {
  "one-of": { added: "one-of-added", removed: "one-of-removed" },
  "any-of": { added: "any-of-added", removed: "any-of-removed" },
} as const;

function alternative(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  set: ValueSet,
  happened: "added" | "removed",
  others: readonly ValueSet[],
): SchemaFinding[] {
  const matters = (happened === "removed") === (comparison.direction === "request");
  const containment = matters ? comparison.prover.setContainment(alone(set), others.map(alone)) : undefined;
  if (containment?.kind === "contained") return [];
  const origin = set.origin.at(-1);
  const name = alternativeName(set);
  const needed = happened === "removed" && name === "" ? neededNow(set, others) : [];
  // A value that no other alternative accepts is an odd one more often than not: no witness.
  const level = containment === undefined ? "safe" : levelOf(containment).level;
  return [
    finding(base, revision, origin?.kind === "any-of" ? "anyOf" : "oneOf", {
      action: ACTIONS[origin?.kind ?? "one-of"][happened],
      level,
      description:
        needed.length > 0
          ? `needs one of ${needed.map((one) => `\`${one}\``).join(" and ")} now`
          : `${happened === "added" ? "got the new alternative" : "lost the alternative"}${name === "" ? "" : ` \`${name}\``}`,
      detail: "",
      ...(origin === undefined ? {} : { [happened === "added" ? "revision" : "base"]: origin.pointer }),
    }),
  ];
}
