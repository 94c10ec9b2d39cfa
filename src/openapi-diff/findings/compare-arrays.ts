import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import { both, type SchemaNode } from "../schema/node.ts";
import { allValuesOf, anyArray, type Contains, type ValueSet } from "../schema/value-set.ts";
import { compareRestriction } from "./compare-restriction.ts";
import type { Comparison } from "./comparison.ts";
import { link, type Remark, type SchemaFinding, under } from "./finding.ts";

type ArraySet = Extract<ValueSet, { type: "array" }>;

/** What changed in the items of an array: those that have a place of their own, the others, and those that must be there. */
export function compareArrays(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ArraySet,
  fresh: ArraySet,
): Remark[] {
  const places = Math.max(old.array.prefix.length, fresh.array.prefix.length);
  const items = Array.from({ length: places + 1 }, (_, index) => {
    const [before, after] = [old, fresh].map((set) => set.array.prefix[index] ?? set.array.items) as [
      SchemaNode,
      SchemaNode,
    ];
    return under({ kind: "items" }, [link(before, after)]);
  });
  const [before, after] = [old.array.prefix.length, fresh.array.prefix.length];
  // Where the tuple grew or shrank, one finding says so instead of one for each place.
  const resized = before === after ? [] : prefixItems(comparison, base, revision, old, fresh);
  return [
    ...(resized.length > 0 ? resized : items.flat()),
    ...compareContains(comparison, base, revision, old, fresh),
  ];
}

function prefixItems(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ArraySet,
  fresh: ArraySet,
): SchemaFinding[] {
  const alone = ({ array }: ArraySet): ValueSet => ({
    ...allValuesOf("array"),
    type: "array",
    array: { ...anyArray, prefix: array.prefix, items: array.items },
  });
  const grew = fresh.array.prefix.length > old.array.prefix.length;
  const description = `${grew ? "gives" : "no longer gives"} single items schemas of their own (\`prefixItems\`)`;
  return compareRestriction(comparison, base, revision, "prefixItems", [alone(old), alone(fresh)], {
    action: grew ? "prefix-items-added" : "prefix-items-removed",
    description,
  });
}

function compareContains(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ArraySet,
  fresh: ArraySet,
): SchemaFinding[] {
  const alone = (contains: readonly Contains[]): ValueSet => ({
    ...allValuesOf("array"),
    type: "array",
    array: { ...anyArray, contains },
  });
  const [before, after] = [old.array.contains, fresh.array.contains];
  const own = containsChange(comparison, before, after);
  return compareRestriction(comparison, base, revision, "contains", [alone(before), alone(after)], own);
}

function containsChange(
  comparison: Comparison,
  old: readonly Contains[],
  fresh: readonly Contains[],
): { action: SchemaAction; description: string } {
  if (old.length === 0) return { action: "contains-added", description: "must contain certain items now" };
  if (fresh.length === 0)
    return { action: "contains-removed", description: "no longer has to contain certain items" };
  const [before, after] = [total(old), total(fresh)];
  const equal =
    comparison.prover.isSubset(before.node, after.node) &&
    comparison.prover.isSubset(after.node, before.node);
  if (equal && before.min !== after.min)
    return {
      action: after.min > before.min ? "min-contains-increased" : "min-contains-decreased",
      description: `must contain ${after.min} instead of ${before.min} certain items`,
    };
  if (equal && before.max !== after.max)
    return {
      action: after.max > before.max ? "max-contains-increased" : "max-contains-decreased",
      description: `may contain ${after.max} instead of ${before.max} certain items`,
    };
  return { action: "contains-changed", description: "must contain other items than before" };
}

function total(list: readonly Contains[]): Contains {
  return {
    node: both(...list.map((one) => one.node)),
    min: Math.max(...list.map((one) => one.min)),
    max: Math.min(...list.map((one) => one.max)),
  };
}
