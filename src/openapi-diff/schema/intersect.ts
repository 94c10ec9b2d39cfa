import { canonical } from "../../json/canonical.ts";
import { anything, both, isNever } from "./node.ts";
import type { ArrayFacets, Bound, NumberFacets, ObjectFacets, StringFacets, ValueSet } from "./value-set.ts";

/** The values that two sets have in common; `undefined` where there are clearly none. */
export function intersect(a: ValueSet, b: ValueSet): ValueSet | undefined {
  if (a.type !== b.type) return undefined;
  const common = {
    nots: [...a.nots, ...b.nots],
    opaque: [...a.opaque, ...b.opaque],
    origin: [...a.origin, ...b.origin],
  };
  const values = intersectValues(a, b);
  if (values !== undefined && values.length === 0) return undefined;
  const set = { ...intersectFacets(a, b), ...common } as ValueSet;
  if (isImpossible(set)) return undefined;
  return values === undefined ? set : { ...set, values };
}

function intersectValues(a: ValueSet, b: ValueSet): ValueSet["values"] {
  if (a.values === undefined || b.values === undefined) return a.values ?? b.values;
  const others = new Set(b.values.map(canonical));
  return a.values.filter((value) => others.has(canonical(value)));
}

function intersectFacets(a: ValueSet, b: ValueSet) {
  if (a.type === "number" && b.type === "number")
    return { type: a.type, number: intersectNumbers(a.number, b.number) };
  if (a.type === "string" && b.type === "string")
    return { type: a.type, string: intersectStrings(a.string, b.string) };
  if (a.type === "array" && b.type === "array")
    return { type: a.type, array: intersectArrays(a.array, b.array) };
  if (a.type === "object" && b.type === "object")
    return { type: a.type, object: intersectObjects(a.object, b.object) };
  return { type: a.type };
}

function intersectNumbers(a: NumberFacets, b: NumberFacets): NumberFacets {
  const min = tighter(a.min, b.min, 1);
  const max = tighter(a.max, b.max, -1);
  return {
    integer: a.integer || b.integer,
    multipleOf: union(a.multipleOf, b.multipleOf),
    formats: union(a.formats, b.formats),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

function tighter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.value === b.value) return a.exclusive ? a : b;
  return (a.value - b.value) * sign > 0 ? a : b;
}

function intersectStrings(a: StringFacets, b: StringFacets): StringFacets {
  return {
    minLength: Math.max(a.minLength, b.minLength),
    maxLength: Math.min(a.maxLength, b.maxLength),
    patterns: union(a.patterns, b.patterns),
    formats: union(a.formats, b.formats),
    content: union(a.content, b.content),
  };
}

function intersectArrays(a: ArrayFacets, b: ArrayFacets): ArrayFacets {
  const length = Math.max(a.prefix.length, b.prefix.length);
  return {
    minItems: Math.max(a.minItems, b.minItems),
    maxItems: Math.min(a.maxItems, b.maxItems),
    unique: a.unique || b.unique,
    prefix: Array.from({ length }, (_, index) =>
      both(a.prefix[index] ?? a.items, b.prefix[index] ?? b.items),
    ),
    items: both(a.items, b.items),
    contains: [...a.contains, ...b.contains],
  };
}

function intersectObjects(a: ObjectFacets, b: ObjectFacets): ObjectFacets {
  return {
    minProperties: Math.max(a.minProperties, b.minProperties),
    maxProperties: Math.min(a.maxProperties, b.maxProperties),
    required: new Set([...a.required, ...b.required]),
    members: [...a.members, ...b.members],
    names: [...a.names, ...b.names],
  };
}

function isImpossible(set: ValueSet): boolean {
  switch (set.type) {
    case "number": {
      const { min, max } = set.number;
      if (min === undefined || max === undefined) return false;
      return min.value > max.value || (min.value === max.value && (min.exclusive || max.exclusive));
    }
    case "string":
      return set.string.minLength > set.string.maxLength;
    case "array":
      return set.array.minItems > set.array.maxItems;
    case "object":
      return (
        set.object.minProperties > set.object.maxProperties ||
        set.object.required.size > set.object.maxProperties ||
        [...set.object.required].some((name) => isForbidden(set.object, name))
      );
    default:
      return false;
  }
}

function isForbidden(object: ObjectFacets, name: string): boolean {
  return object.members.some((members) => {
    const node =
      members.properties.get(name) ?? (members.patterns.length === 0 ? members.additional : undefined);
    return isNever(node ?? anything);
  });
}

function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...new Set([...a, ...b])];
}
