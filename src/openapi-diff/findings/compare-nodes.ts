import type { SchemaNode } from "../schema/node.ts";
import { JSON_TYPES, type ValueSet } from "../schema/value-set.ts";
import { compareArrays } from "./compare-arrays.ts";
import { compareChoices } from "./compare-choices.ts";
import { compareDuties } from "./compare-duties.ts";
import { compareFacets } from "./compare-facets.ts";
import { compareMembers } from "./compare-members.ts";
import { compareNull, compareTypes } from "./compare-types.ts";
import { compareValues } from "./compare-values.ts";
import type { Comparison } from "./comparison.ts";
import type { Remark } from "./finding.ts";

/** What changed in the values of two nodes, type by type. */
export function compareNodes(comparison: Comparison, base: SchemaNode, revision: SchemaNode): Remark[] {
  const before = comparison.prover.valueSetsOf(base);
  const after = comparison.prover.valueSetsOf(revision);
  const nullability = compareNull(comparison, base, revision, before, after);
  const values = compareValues(comparison, base, revision, before, after);
  if (values !== undefined) return [...nullability, ...values];
  const found: Remark[] = [...nullability, ...compareTypes(comparison, base, revision, before, after)];
  for (const type of JSON_TYPES) {
    const [olds, news] = [before, after].map((sets) => sets.filter((set) => set.type === type)) as [
      ValueSet[],
      ValueSet[],
    ];
    const [old, fresh] = [olds[0], news[0]];
    if (old === undefined || fresh === undefined) continue;
    if (olds.length === 1 && news.length === 1)
      found.push(...compareValueSets(comparison, base, revision, old, fresh));
    else found.push(...compareChoices(comparison, base, revision, olds, news, compareValueSets));
  }
  return found;
}

/** What changed between two sets of one type. */
function compareValueSets(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ValueSet,
  fresh: ValueSet,
): Remark[] {
  const values = compareValues(comparison, base, revision, [old], [fresh]);
  if (values !== undefined) return values;
  return [
    ...compareFacets(comparison, base, revision, old, fresh),
    ...compareDuties(comparison, base, revision, old, fresh),
    ...(old.type === "array" && fresh.type === "array"
      ? compareArrays(comparison, base, revision, old, fresh)
      : []),
    ...(old.type === "object" && fresh.type === "object"
      ? compareMembers(comparison, base, revision, old, fresh)
      : []),
  ];
}
