import type { SchemaNode } from "../schema/node.ts";
import { type Containment, contained, type Prover } from "../schema/prover.ts";
import type { ValueSet } from "../schema/value-set.ts";

/** A comparison of schemas in one direction. */
export interface Comparison {
  readonly prover: Prover;
  readonly direction: "request" | "response";
}

/** Whether those who kept to BASE are still served: what they send is accepted, what they get was promised. */
export function backwardCompatibility(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
): Containment {
  return comparison.direction === "request"
    ? comparison.prover.containment(base, revision)
    : comparison.prover.containment(revision, base);
}

/** Whether it is proved that BASE serves those who keep to REVISION. */
export function isForwardCompatible(comparison: Comparison, base: SchemaNode, revision: SchemaNode): boolean {
  return backwardCompatibility(comparison, revision, base).kind === "contained";
}

/** `backwardCompatibility` of unions of sets of values. */
export function backwardCompatibilityOfSets(
  comparison: Comparison,
  base: readonly ValueSet[],
  revision: readonly ValueSet[],
): Containment {
  const [subs, sups] = comparison.direction === "request" ? [base, revision] : [revision, base];
  const containments = subs.map((sub) => comparison.prover.setContainment(sub, sups));
  return (
    containments.find(({ kind }) => kind === "not-contained") ??
    containments.find(({ kind }) => kind === "undecided") ??
    contained
  );
}

/** `isForwardCompatible` for unions of sets of values. */
export function areSetsForwardCompatible(
  comparison: Comparison,
  base: readonly ValueSet[],
  revision: readonly ValueSet[],
): boolean {
  return backwardCompatibilityOfSets(comparison, revision, base).kind === "contained";
}
