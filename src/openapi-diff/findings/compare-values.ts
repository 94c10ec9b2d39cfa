import { canonical } from "../../json/canonical.ts";
import type { Json } from "../../json/json.ts";
import type { SchemaNode } from "../schema/node.ts";
import type { ValueSet } from "../schema/value-set.ts";
import { backwardCompatibility, type Comparison } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding, shown } from "./finding.ts";

/**
 * What changed where values are listed (`enum`, `const`); `undefined` where neither side lists them all, so that other
 * keywords speak.
 */
export function compareValues(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: readonly ValueSet[],
  after: readonly ValueSet[],
): SchemaFinding[] | undefined {
  const [old, fresh] = [listed(before), listed(after)];
  if (old !== undefined && fresh !== undefined) return compareLists(comparison, base, revision, old, fresh);
  const same = typesOf(before) === typesOf(after);
  if (!same || (old === undefined && fresh === undefined)) return undefined;
  const constant = hasConst(old === undefined ? revision : base);
  const keyword = constant ? "const" : "enum";
  const own = levelOf(backwardCompatibility(comparison, base, revision));
  if (fresh !== undefined) {
    const action = constant ? "const-added" : "became-enum";
    const description = constant
      ? `may only be ${fresh.map(shown).join()} now`
      : `is restricted to ${list(fresh)} now`;
    return [finding(base, revision, keyword, { action, description, ...own })];
  }
  const action = constant ? "const-removed" : "became-not-enum";
  return [
    finding(base, revision, keyword, {
      action,
      description: `is no longer restricted to ${list(old ?? [])}`,
      ...own,
    }),
  ];
}

// Whether null is one of the values is reported as nullability, with the types.
function listed(sets: readonly ValueSet[]): Json[] | undefined {
  const others = sets.filter((set) => set.type !== "null");
  const all = others.every((set) => set.values !== undefined && !isEither(set));
  return all && others.length > 0 ? others.flatMap((set) => set.values ?? []) : undefined;
}

function isEither(set: ValueSet): boolean {
  return set.type === "boolean" && set.values?.length === 2;
}

function typesOf(sets: readonly ValueSet[]): string {
  return [...new Set(sets.map((set) => set.type))].sort().join();
}

function hasConst(node: SchemaNode): boolean {
  return node.parts.some((part) => typeof part.schema === "object" && Object.hasOwn(part.schema, "const"));
}

function compareLists(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: readonly Json[],
  fresh: readonly Json[],
): SchemaFinding[] {
  const removed = without(old, fresh);
  const added = without(fresh, old);
  const request = comparison.direction === "request";
  if (
    old.length === 1 &&
    fresh.length === 1 &&
    removed.length === 1 &&
    hasConst(base) &&
    hasConst(revision)
  ) {
    const description = `may only be ${shown(fresh[0])} now, and was ${shown(old[0])}`;
    return [finding(base, revision, "const", { action: "const-changed", level: "breaking", description })];
  }
  return [
    ...removed.map((value) =>
      finding(base, revision, "enum", {
        action: "enum-value-removed",
        level: request ? "breaking" : "safe",
        detail: canonical(value),
        description: `lost the value ${shown(value)}`,
        witness: value,
      }),
    ),
    ...added.map((value) =>
      finding(base, revision, "enum", {
        action: "enum-value-added",
        level: request ? "safe" : "breaking",
        detail: canonical(value),
        description: `may have the new value ${shown(value)}`,
        witness: value,
      }),
    ),
  ];
}

function without(values: readonly Json[], others: readonly Json[]): Json[] {
  const taken = new Set(others.map(canonical));
  return values.filter((value) => !taken.has(canonical(value)));
}

function list(values: readonly Json[]): string {
  const few = values.slice(0, 6).map(shown).join(", ");
  return values.length > 6 ? `${few} and ${values.length - 6} more` : few;
}
