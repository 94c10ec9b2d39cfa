import type { SchemaNode } from "../schema/node.ts";
import { type Bound, freeShape, type Shape } from "../schema/shape.ts";
import { type Comparison, servesShape } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding } from "./finding.ts";

type Facet = number | string | readonly string[] | readonly number[] | Bound | boolean | undefined;

/** One keyword of a type: what it says, and the shape that is left if it were the only one to speak. */
interface Aspect {
  readonly name: string;
  readonly keyword: string;
  readonly read: (shape: Shape) => Facet;
  readonly alone: (shape: Shape) => Shape;
}

/** What changed in the keywords that each say one thing about numbers, texts or sizes. */
export function compareFacets(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: Shape,
  fresh: Shape,
): SchemaFinding[] {
  return ASPECTS.flatMap((aspect) => {
    const [before, after] = [aspect.read(old), aspect.read(fresh)];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const [from, to] = [aspect.alone(old), aspect.alone(fresh)];
    const verdict = servesShape(comparison, [from], [to]);
    const back = servesShape(comparison, [to], [from]);
    if (verdict.kind === "contained" && back.kind === "contained") return [];
    const action = `${nameOf(aspect, before ?? after)}-${changeOf(before, after)}`;
    return [
      finding(base, revision, aspect.keyword, {
        action,
        says: sentence(aspect.keyword, before, after),
        ...levelOf(verdict),
      }),
    ];
  });
}

function changeOf(before: Facet, after: Facet): string {
  const listed = typeof [before ?? after].flat()[0] === "string";
  if (before === undefined) return listed ? "added" : "set";
  if (after === undefined) return listed ? "removed" : "unset";
  const [old, fresh] = [size(before), size(after)];
  if (old === undefined || fresh === undefined || old === fresh) return "changed";
  return fresh > old ? "increased" : "decreased";
}

function size(facet: Facet): number | undefined {
  if (typeof facet === "number") return facet;
  return isBound(facet) ? facet.value : undefined;
}

function isBound(facet: Facet): facet is Bound {
  return typeof facet === "object" && "exclusive" in facet;
}

function nameOf(aspect: Aspect, facet: Facet): string {
  return isBound(facet) && facet.exclusive ? `exclusive-${aspect.name}` : aspect.name;
}

function sentence(keyword: string, before: Facet, after: Facet): string {
  if (before === undefined) return `got the restriction \`${keyword}\` ${told(after)}`;
  if (after === undefined) return `lost the restriction \`${keyword}\` ${told(before)}`;
  return `changed \`${keyword}\` from ${told(before)} to ${told(after)}`;
}

function told(facet: Facet): string {
  if (isBound(facet)) return `${facet.value}${facet.exclusive ? " (exclusive)" : ""}`;
  return Array.isArray(facet) ? facet.map((one) => `\`${one}\``).join(" and ") : String(facet);
}

const some = (list: readonly string[] | readonly number[]): Facet => (list.length === 0 ? undefined : list);
const count = (value: number, free: number): Facet => (value === free ? undefined : value);

function aspect<K extends "number" | "string" | "array" | "object">(
  kind: K,
  name: string,
  keyword: string,
  members: readonly string[],
  read: (facets: FacetsOf<K>) => Facet,
): Aspect {
  const facets = (shape: Shape) => (shape as unknown as Record<K, FacetsOf<K>>)[kind];
  return {
    name,
    keyword,
    read: (shape) => (shape.type === kind ? read(facets(shape)) : undefined),
    alone: (shape) => {
      const free = freeShape(kind);
      const kept = Object.entries(facets(shape)).filter(([member]) => members.includes(member));
      return { ...free, [kind]: { ...facets(free), ...Object.fromEntries(kept) } } as Shape;
    },
  };
}

type FacetsOf<K extends Shape["type"]> = K extends keyof Extract<Shape, { type: K }>
  ? Extract<Shape, { type: K }>[K]
  : never;

const INFINITE = Number.POSITIVE_INFINITY;

const ASPECTS: readonly Aspect[] = [
  aspect("number", "min", "minimum", ["min", "integer"], (number) => number.min),
  aspect("number", "max", "maximum", ["max", "integer"], (number) => number.max),
  aspect("number", "multiple-of", "multipleOf", ["multipleOf", "integer"], (number) =>
    some(number.multipleOf),
  ),
  aspect("number", "format", "format", ["formats", "integer"], (number) => some(number.formats)),
  aspect("string", "min-length", "minLength", ["minLength"], (string) => count(string.minLength, 0)),
  aspect("string", "max-length", "maxLength", ["maxLength"], (string) => count(string.maxLength, INFINITE)),
  aspect("string", "pattern", "pattern", ["patterns"], (string) => some(string.patterns)),
  aspect("string", "format", "format", ["formats"], (string) => some(string.formats)),
  aspect("string", "content", "contentMediaType", ["content"], (string) => some(string.content)),
  aspect("array", "min-items", "minItems", ["minItems"], (array) => count(array.minItems, 0)),
  aspect("array", "max-items", "maxItems", ["maxItems"], (array) => count(array.maxItems, INFINITE)),
  aspect("array", "unique-items", "uniqueItems", ["unique"], (array) => array.unique || undefined),
  aspect("object", "min-properties", "minProperties", ["minProperties"], (object) =>
    count(object.minProperties, 0),
  ),
  aspect("object", "max-properties", "maxProperties", ["maxProperties"], (object) =>
    count(object.maxProperties, INFINITE),
  ),
];
