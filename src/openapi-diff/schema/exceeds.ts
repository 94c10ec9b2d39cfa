import type { Prover } from "./prover.ts";
import type { ValueSet } from "./value-set.ts";

/**
 * Whether some values of a set are too long, or too short, for all of the given ones. Two bounds can be compared where
 * a value between them would be too large to be written down.
 */
export function exceeds(prover: Prover, sub: ValueSet, above: readonly ValueSet[]): boolean {
  if (prover.perspective.text || sub.values !== undefined || sub.nots.length + sub.opaque.length > 0)
    return false;
  const own = sizes(prover, sub);
  if (own === undefined || own.min > own.max || own.max === 0) return false;
  const others = above.filter((set) => set.type === sub.type).map(bounds);
  return (
    others.length > 0 &&
    (others.every(({ max }) => max < own.max) || others.every(({ min }) => min > own.min))
  );
}

interface Sizes {
  readonly min: number;
  readonly max: number;
}

/** The sizes that values of a set have for certain; `undefined` where something else may forbid them. */
function sizes(prover: Prover, set: ValueSet): Sizes | undefined {
  if (set.type === "string") {
    const { patterns, formats, content } = set.string;
    return patterns.length + formats.length + content.length > 0 ? undefined : bounds(set);
  }
  if (set.type !== "array") return undefined;
  const { unique, prefix, contains, items } = set.array;
  const filled = [...prefix, items].every((node) => prover.samplesOf(node).length > 0);
  return unique || contains.length > 0 || !filled ? undefined : bounds(set);
}

function bounds(set: ValueSet): Sizes {
  // Of any length but zero there are more texts than those.
  if (set.values !== undefined) return { min: 0, max: -1 };
  if (set.type === "string") return { min: set.string.minLength, max: set.string.maxLength };
  if (set.type === "array") return { min: set.array.minItems, max: set.array.maxItems };
  return { min: 0, max: Number.POSITIVE_INFINITY };
}
