import type { Json } from "../../json/json.ts";
import type { Direction } from "../change.ts";
import type { SchemaNode } from "./node.ts";
import { speakingParts } from "./speaking-parts.ts";
import type { ValueSet } from "./value-set.ts";

/**
 * From which side schemas are looked at.
 * - `direction`: in a request, read-only members do not take part; in a response, write-only ones.
 * - `declared`: unnamed members that a schema leaves unmentioned are not sent (but may be received). Without it
 *   everything is taken to the letter.
 * - `text`: values travel as text, so that a number is a string as well.
 */
export interface Perspective {
  readonly direction: Direction;
  readonly declared: boolean;
  readonly text: boolean;
}

/** Everything to the letter of JSON Schema. */
export const literalPerspective: Perspective = { direction: "none", declared: false, text: false };

/**
 * Whether one set of values is a subset of another. Only a value that shows the opposite makes it `not-contained`; one
 * that is too large to be written down is left out.
 */
export type Containment =
  | { readonly kind: "contained" }
  | { readonly kind: "not-contained"; readonly witness?: Json }
  | { readonly kind: "undecided" };

export const contained: Containment = { kind: "contained" };
export const undecided: Containment = { kind: "undecided" };

/** Answers questions about nodes from one perspective, and remembers what it found out. */
export interface Prover {
  readonly perspective: Perspective;
  /** The values of a node as a union of sets. */
  valueSetsOf(node: SchemaNode): readonly ValueSet[];
  /** Whether every value of `sub` is one of `sup`. */
  containment(sub: SchemaNode, sup: SchemaNode): Containment;
  /** Whether it is proved that every value of `sub` is one of `sup`. */
  isSubset(sub: SchemaNode, sup: SchemaNode): boolean;
  /** Whether every value of a set is one of the given sets'. */
  setContainment(sub: ValueSet, above: readonly ValueSet[]): Containment;
  /** Whether two nodes are spelled the same, references and explanations aside. */
  isSame(a: SchemaNode, b: SchemaNode): boolean;
  /** The prover that takes to the letter what this one only takes as `declared`. */
  toTheLetter(): Prover;
  /** A few values that the node accepts for certain; none where none was found. */
  samplesOf(node: SchemaNode): readonly Json[];
}

/** Whether a member takes no part in this direction (read-only in a request, write-only in a response). */
export function isOmitted(perspective: Perspective, node: SchemaNode): boolean {
  if (perspective.direction === "none") return false;
  const keyword = perspective.direction === "request" ? "readOnly" : "writeOnly";
  return speakingParts(node).some((part) => typeof part.schema === "object" && part.schema[keyword] === true);
}
