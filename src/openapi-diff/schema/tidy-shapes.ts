import { canonical } from "../../json/canonical.ts";
import { acceptsShape } from "./accepts.ts";
import type { Judge } from "./judge.ts";
import { freeShape, KINDS, type Kind, type Shape } from "./shape.ts";

/** Leaves out what is in there twice, and values that the rest of their shape refuses. */
export function tidy(judge: Judge, shapes: readonly Shape[]): readonly Shape[] {
  const finite: Shape[] = [];
  const others: Shape[] = [];
  for (const shape of shapes) {
    if (shape.values === undefined) {
      others.push(shape);
      continue;
    }
    const verdicts = shape.values.map((value) => [value, acceptsShape(judge, shape, value)] as const);
    const values = verdicts.filter(([, accepted]) => accepted !== false).map(([value]) => value);
    const sure = verdicts.every(([, accepted]) => accepted !== undefined);
    if (values.length > 0)
      finite.push(sure ? { ...freeShape(shape.type), origin: shape.origin, values } : { ...shape, values });
  }
  return [...mergeValues(finite), ...dropRepeated(others)];
}

function mergeValues(shapes: readonly Shape[]): readonly Shape[] {
  const merged = new Map<string, Shape>();
  for (const shape of shapes) {
    // Object values stay apart: their branches have names that people know.
    const key = shape.nots.length + shape.opaque.length === 0 ? shape.type : `${merged.size} ${shape.type}`;
    const before = merged.get(key);
    const values = new Map(
      [...(before?.values ?? []), ...(shape.values ?? [])].map((value) => [canonical(value), value]),
    );
    merged.set(key, { ...(before ?? shape), values: [...values.values()] });
  }
  return [...merged.values()];
}

function dropRepeated(shapes: readonly Shape[]): readonly Shape[] {
  if (new Set(shapes.map((shape) => shape.type)).size === shapes.length) return shapes;
  const spelled = new Map(shapes.map((shape) => [spelling(shape), shape]));
  const free = new Set(KINDS.filter((kind) => spelled.has(freeSpelling[kind])));
  return [...spelled]
    .filter(([text, { type }]) => !free.has(type) || text === freeSpelling[type])
    .map(([, shape]) => shape);
}

/** Equal for shapes that are built alike. */
function spelling(shape: Shape): string {
  const { origin: _, ...rest } = shape;
  return JSON.stringify(rest, (_key, value) => {
    if (value === Number.POSITIVE_INFINITY) return "any";
    if (value instanceof Map) return [...value];
    if (value instanceof Set) return [...value].sort();
    return typeof value === "object" && value !== null && "parts" in value && "key" in value
      ? value.key
      : value;
  });
}

const freeSpelling = Object.fromEntries(KINDS.map((kind) => [kind, spelling(freeShape(kind))])) as Record<
  Kind,
  string
>;
