import { isObject } from "../../json/json.ts";
import type { SchemaNode } from "../schema/node.ts";
import type { ValueSet } from "../schema/value-set.ts";
import { backwardCompatibility, type Comparison, isForwardCompatible } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding } from "./finding.ts";

const CONDITIONS = [
  { keyword: "if", added: "if-added", removed: "if-removed", changed: "if-changed" },
  // Where both editions have one, they have an `if`, too.
  { keyword: "then", added: "then-added", removed: "then-removed", changed: "if-changed" },
  { keyword: "else", added: "else-added", removed: "else-removed", changed: "if-changed" },
  {
    keyword: "dependentRequired",
    added: "dependent-required-added",
    removed: "dependent-required-removed",
    changed: "dependent-required-changed",
  },
  {
    keyword: "dependentSchemas",
    added: "dependent-schemas-added",
    removed: "dependent-schemas-removed",
    changed: "dependent-schemas-changed",
  },
] as const;

/**
 * What changed where a choice comes from conditions rather than from alternatives: one finding, named by the keyword;
 * `undefined` where it does not come from there.
 */
export function compareConditions(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  sets: readonly ValueSet[],
): SchemaFinding[] | undefined {
  if (sets.some((set) => set.origin.length > 0)) return undefined;
  const used = CONDITIONS.filter(({ keyword }) => has(base, keyword) || has(revision, keyword));
  const changed = used.find(({ keyword }) => has(base, keyword) !== has(revision, keyword)) ?? used[0];
  if (changed === undefined) return undefined;
  const backward = backwardCompatibility(comparison, base, revision);
  if (backward.kind === "contained" && isForwardCompatible(comparison, base, revision)) return [];
  const { keyword } = changed;
  const happened =
    has(base, keyword) === has(revision, keyword) ? "changed" : has(base, keyword) ? "removed" : "added";
  const description = `has its condition \`${keyword}\` ${happened}`;
  return [finding(base, revision, keyword, { action: changed[happened], description, ...levelOf(backward) })];
}

function has(node: SchemaNode, keyword: string): boolean {
  return node.parts.some((part) => isObject(part.schema) && Object.hasOwn(part.schema, keyword));
}
