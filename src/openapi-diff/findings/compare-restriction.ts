import type { SchemaNode } from "../schema/node.ts";
import type { ValueSet } from "../schema/value-set.ts";
import { areSetsForwardCompatible, backwardCompatibilityOfSets, type Comparison } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding } from "./finding.ts";

/**
 * The finding that a keyword says something else. `old` and `fresh` are the values that are left if no other keyword
 * speaks: where they are the same, there is nothing to find.
 */
export function compareRestriction(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  keyword: string,
  [old, fresh]: readonly [old: ValueSet, fresh: ValueSet],
  own: Pick<SchemaFinding, "action" | "description"> & Partial<SchemaFinding>,
): SchemaFinding[] {
  const backward = backwardCompatibilityOfSets(comparison, [old], [fresh]);
  if (backward.kind === "contained" && areSetsForwardCompatible(comparison, [old], [fresh])) return [];
  return [finding(base, revision, keyword, { ...own, ...levelOf(backward) })];
}
