import type { Judge } from "./judge.ts";
import type { Shape } from "./shape.ts";

/**
 * Whether some values of a shape are too long, or too short, for all of the given ones. Two bounds can be compared where
 * a value between them would be too large to be written down.
 */
export function exceeds(judge: Judge, sub: Shape, above: readonly Shape[]): boolean {
  if (judge.lens.text || sub.values !== undefined || sub.nots.length + sub.opaque.length > 0) return false;
  const own = sizes(judge, sub);
  if (own === undefined || own.min > own.max || own.max === 0) return false;
  const others = above.filter((shape) => shape.type === sub.type).map(bounds);
  return (
    others.length > 0 &&
    (others.every(({ max }) => max < own.max) || others.every(({ min }) => min > own.min))
  );
}

interface Sizes {
  readonly min: number;
  readonly max: number;
}

/** The sizes that values of a shape have for certain; `undefined` where something else may forbid them. */
function sizes(judge: Judge, shape: Shape): Sizes | undefined {
  if (shape.type === "string") {
    const { patterns, formats, content } = shape.string;
    return patterns.length + formats.length + content.length > 0 ? undefined : bounds(shape);
  }
  if (shape.type !== "array") return undefined;
  const { unique, prefix, contains, items } = shape.array;
  const filled = [...prefix, items].every((node) => judge.samplesOf(node).length > 0);
  return unique || contains.length > 0 || !filled ? undefined : bounds(shape);
}

function bounds(shape: Shape): Sizes {
  // Of any length but zero there are more texts than those.
  if (shape.values !== undefined) return { min: 0, max: -1 };
  if (shape.type === "string") return { min: shape.string.minLength, max: shape.string.maxLength };
  if (shape.type === "array") return { min: shape.array.minItems, max: shape.array.maxItems };
  return { min: 0, max: Number.POSITIVE_INFINITY };
}
