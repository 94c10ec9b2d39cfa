import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import type { SchemaNode } from "../schema/node.ts";
import { allValuesOf, anyNumber, JSON_TYPES, type JsonType, type ValueSet } from "../schema/value-set.ts";
import { areSetsForwardCompatible, backwardCompatibilityOfSets, type Comparison } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding } from "./finding.ts";

type TypeName = JsonType | "integer";

/** Types added, removed or exchanged, null aside. */
export function compareTypes(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: readonly ValueSet[],
  after: readonly ValueSet[],
): SchemaFinding[] {
  const [olds, news] = [typesOf(before), typesOf(after)];
  const everything = isEverything(olds) || isEverything(news);
  const [from, to] = [olds, news].map((types) => types.filter((type) => everything || type !== "null")) as [
    TypeName[],
    TypeName[],
  ];
  if (from.join() === to.join() || from.length === 0 || to.length === 0) return [];
  const backward = backwardCompatibilityOfSets(comparison, from.map(valuesOfType), to.map(valuesOfType));
  const isBackward = backward.kind === "contained";
  const isForward = areSetsForwardCompatible(comparison, from.map(valuesOfType), to.map(valuesOfType));
  const request = comparison.direction === "request";
  const widened = request ? isBackward : isForward;
  const shrunk = request ? isForward : isBackward;
  const description = `changed its type from ${namesOf(from)} to ${namesOf(to)}`;
  return [
    finding(base, revision, "type", {
      action: actionOf(from, to, widened, shrunk),
      description,
      ...levelOf(backward),
    }),
  ];
}

function typesOf(sets: readonly ValueSet[]): TypeName[] {
  const types = sets.map((set) => (set.type === "number" && isInteger(set) ? "integer" : set.type));
  const unique = [...new Set<TypeName>(types)].sort();
  return unique.includes("number") ? unique.filter((type) => type !== "integer") : unique;
}

function isInteger(set: ValueSet): boolean {
  if (set.type !== "number") return false;
  return set.values === undefined ? set.number.integer : set.values.every(Number.isInteger);
}

/** Whether null became one of the values, or is none any more. */
export function compareNull(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: readonly ValueSet[],
  after: readonly ValueSet[],
): SchemaFinding[] {
  const [olds, news] = [typesOf(before), typesOf(after)];
  const [old, fresh] = [olds.includes("null"), news.includes("null")];
  if (old === fresh || isEverything(olds) || isEverything(news)) return [];
  const level = fresh === (comparison.direction === "request") ? "safe" : "breaking";
  const action = fresh ? "became-nullable" : "became-not-nullable";
  return [
    finding(base, revision, "type", {
      action,
      level,
      description: fresh ? "became nullable" : "may no longer be null",
      witness: null,
    }),
  ];
}

function actionOf(
  from: readonly TypeName[],
  to: readonly TypeName[],
  widened: boolean,
  shrunk: boolean,
): SchemaAction {
  const many = from.length > 1 || to.length > 1;
  if (widened) return many && !isEverything(to) ? "list-of-types-widened" : "type-generalized";
  if (shrunk) return many && !isEverything(from) ? "list-of-types-narrowed" : "type-specialized";
  return "type-changed";
}

function valuesOfType(type: TypeName): ValueSet {
  return type === "integer"
    ? { ...allValuesOf("number"), type: "number", number: { ...anyNumber, integer: true } }
    : allValuesOf(type);
}

function isEverything(types: readonly TypeName[]): boolean {
  return types.length === JSON_TYPES.length;
}

function namesOf(types: readonly TypeName[]): string {
  return isEverything(types) ? "any" : types.map((type) => `\`${type}\``).join(" or ");
}
