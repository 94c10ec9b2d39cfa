import type { Judge } from "./judge.ts";
import type { ValueSet } from "./value-set.ts";

/**
 * Whether some values of a set are too long, or too short, for all of the given ones. Two bounds can be compared where
 * a value between them would be too large to be written down.
 */
export function exceeds(judge: Judge, sub: ValueSet, above: readonly ValueSet[]): boolean {
  if (judge.perspective.text || sub.values !== undefined || sub.nots.length + sub.opaque.length > 0)
    return false;
  const own = sizes(judge, sub);
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
function sizes(judge: Judge, set: ValueSet): Sizes | undefined {
  if (set.type === "string") {
    const { patterns, formats, content } = set.string;
    return patterns.length + formats.length + content.length > 0 ? undefined : bounds(set);
  }
  if (set.type !== "array") return undefined;
  const { unique, prefix, contains, items } = set.array;
  const filled = [...prefix, items].every((node) => judge.samplesOf(node).length > 0);
  return unique || contains.length > 0 || !filled ? undefined : bounds(set);
}

function bounds(set: ValueSet): Sizes {
  // Of any length but zero there are more texts than those.
  if (set.values !== undefined) return { min: 0, max: -1 };
  if (set.type === "string") return { min: set.string.minLength, max: set.string.maxLength };
  if (set.type === "array") return { min: set.array.minItems, max: set.array.maxItems };
  return { min: 0, max: Number.POSITIVE_INFINITY };
}
