import type { Json } from "../../json/json.ts";
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
  readonly direction: "request" | "response" | "none";
  readonly declared: boolean;
  readonly text: boolean;
}

/** Everything to the letter of JSON Schema. */
export const toTheLetter: Perspective = { direction: "none", declared: false, text: false };

/** Whether one set of values lies within another. Only a value that
 * shows the opposite makes it `not-contained`; one that is too large to be written down is left out. */
export type Verdict =
  | { readonly kind: "contained" }
  | { readonly kind: "not-contained"; readonly witness?: Json }
  | { readonly kind: "undecided" };

export const contained: Verdict = { kind: "contained" };
export const undecided: Verdict = { kind: "undecided" };

/** One comparison: a perspective, and what is known of its nodes so far. */
export interface Judge {
  readonly perspective: Perspective;
  /** The values of a node as a union of sets. */
  valueSetsOf(node: SchemaNode): readonly ValueSet[];
  /** Whether every value of `sub` is one of `sup`. */
  contains(sub: SchemaNode, sup: SchemaNode): Verdict;
  /** Whether every value of a set is one of the given sets'. */
  containsSet(sub: ValueSet, above: readonly ValueSet[]): Verdict;
  /** The judge who takes to the letter what this one only takes as `declared`. */
  toTheLetter(): Judge;
  /** A few values that the node accepts for certain; none where none was found. */
  samplesOf(node: SchemaNode): readonly Json[];
}

/** Whether a member takes no part in this direction (read-only in a request, write-only in a response). */
export function isOmitted(perspective: Perspective, node: SchemaNode): boolean {
  if (perspective.direction === "none") return false;
  const keyword = perspective.direction === "request" ? "readOnly" : "writeOnly";
  return speakingParts(node).some((part) => typeof part.schema === "object" && part.schema[keyword] === true);
}
