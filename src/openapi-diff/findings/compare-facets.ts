import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import type { SchemaNode } from "../schema/node.ts";
import { allValuesOf, type Bound, type ValueSet } from "../schema/value-set.ts";
import { compareRestriction } from "./compare-restriction.ts";
import type { Comparison } from "./comparison.ts";
import type { SchemaFinding } from "./finding.ts";

type Facet = number | string | readonly string[] | readonly number[] | Bound | boolean | undefined;

/** What happened to a keyword that said `before`, and says `after`; at most one of them is undefined. */
type ActionOf = (before: Facet, after: Facet) => SchemaAction;

/** One keyword of a type: what it says, and the set that is left if it were the only one to speak. */
interface Aspect {
  readonly keyword: string;
  readonly actionOf: ActionOf;
  readonly read: (set: ValueSet) => Facet;
  readonly alone: (set: ValueSet) => ValueSet;
}

/** What changed in the keywords that each say one thing about numbers, texts or sizes. */
export function compareFacets(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ValueSet,
  fresh: ValueSet,
): SchemaFinding[] {
  return ASPECTS.flatMap((aspect) => {
    const [before, after] = [aspect.read(old), aspect.read(fresh)];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const sets = [aspect.alone(old), aspect.alone(fresh)] as const;
    return compareRestriction(comparison, base, revision, aspect.keyword, sets, {
      action: aspect.actionOf(before, after),
      description: sentence(aspect.keyword, before, after),
    });
  });
}

function listed(added: SchemaAction, removed: SchemaAction, changed: SchemaAction): ActionOf {
  return (before, after) => (before === undefined ? added : after === undefined ? removed : changed);
}

function counted(
  set: SchemaAction,
  unset: SchemaAction,
  increased: SchemaAction,
  decreased: SchemaAction,
): ActionOf {
  return (before, after) => {
    const [old, fresh] = [size(before), size(after)];
    if (old === undefined) return set;
    if (fresh === undefined) return unset;
    return fresh > old ? increased : decreased;
  };
}

/** Where the bound stays the same number, it became exclusive, or is so no longer. */
function bounded(
  inclusive: ActionOf,
  changed: SchemaAction,
  exclusive: ActionOf,
  opened: SchemaAction,
): ActionOf {
  return (before, after) => {
    const bound = before ?? after;
    const isExclusive = isBound(bound) && bound.exclusive;
    if (size(before) === size(after)) return isExclusive ? opened : changed;
    return (isExclusive ? exclusive : inclusive)(before, after);
  };
}

function size(facet: Facet): number | undefined {
  if (typeof facet === "number") return facet;
  return isBound(facet) ? facet.value : undefined;
}

function isBound(facet: Facet): facet is Bound {
  return typeof facet === "object" && "exclusive" in facet;
}

function sentence(keyword: string, before: Facet, after: Facet): string {
  if (before === undefined) return `got the restriction \`${keyword}\` ${facetText(after)}`;
  if (after === undefined) return `lost the restriction \`${keyword}\` ${facetText(before)}`;
  return `changed \`${keyword}\` from ${facetText(before)} to ${facetText(after)}`;
}

function facetText(facet: Facet): string {
  if (isBound(facet)) return `${facet.value}${facet.exclusive ? " (exclusive)" : ""}`;
  return Array.isArray(facet) ? facet.map((one) => `\`${one}\``).join(" and ") : String(facet);
}

const some = (list: readonly string[] | readonly number[]): Facet => (list.length === 0 ? undefined : list);
const count = (value: number, free: number): Facet => (value === free ? undefined : value);

function aspect<K extends "number" | "string" | "array" | "object">(
  type: K,
  keyword: string,
  actionOf: ActionOf,
  members: readonly string[],
  read: (facets: FacetsOf<K>) => Facet,
): Aspect {
  const facets = (set: ValueSet) => (set as unknown as Record<K, FacetsOf<K>>)[type];
  return {
    keyword,
    actionOf,
    read: (set) => (set.type === type ? read(facets(set)) : undefined),
    alone: (set) => {
      const free = allValuesOf(type);
      const kept = Object.entries(facets(set)).filter(([member]) => members.includes(member));
      return { ...free, [type]: { ...facets(free), ...Object.fromEntries(kept) } } as ValueSet;
    },
  };
}

type FacetsOf<K extends ValueSet["type"]> = K extends keyof Extract<ValueSet, { type: K }>
  ? Extract<ValueSet, { type: K }>[K]
  : never;

const INFINITE = Number.POSITIVE_INFINITY;

const ASPECTS: readonly Aspect[] = [
  aspect(
    "number",
    "minimum",
    bounded(
      counted("min-set", "min-unset", "min-increased", "min-decreased"),
      "min-changed",
      counted(
        "exclusive-min-set",
        "exclusive-min-unset",
        "exclusive-min-increased",
        "exclusive-min-decreased",
      ),
      "exclusive-min-changed",
    ),
    ["min", "integer"],
    (number) => number.min,
  ),
  aspect(
    "number",
    "maximum",
    bounded(
      counted("max-set", "max-unset", "max-increased", "max-decreased"),
      "max-changed",
      counted(
        "exclusive-max-set",
        "exclusive-max-unset",
        "exclusive-max-increased",
        "exclusive-max-decreased",
      ),
      "exclusive-max-changed",
    ),
    ["max", "integer"],
    (number) => number.max,
  ),
  aspect(
    "number",
    "multipleOf",
    listed("multiple-of-set", "multiple-of-unset", "multiple-of-changed"),
    ["multipleOf", "integer"],
    (number) => some(number.multipleOf),
  ),
  aspect(
    "number",
    "format",
    listed("format-added", "format-removed", "format-changed"),
    ["formats", "integer"],
    (number) => some(number.formats),
  ),
  aspect(
    "string",
    "minLength",
    counted("min-length-set", "min-length-unset", "min-length-increased", "min-length-decreased"),
    ["minLength"],
    (string) => count(string.minLength, 0),
  ),
  aspect(
    "string",
    "maxLength",
    counted("max-length-set", "max-length-unset", "max-length-increased", "max-length-decreased"),
    ["maxLength"],
    (string) => count(string.maxLength, INFINITE),
  ),
  aspect(
    "string",
    "pattern",
    listed("pattern-added", "pattern-removed", "pattern-changed"),
    ["patterns"],
    (string) => some(string.patterns),
  ),
  aspect(
    "string",
    "format",
    listed("format-added", "format-removed", "format-changed"),
    ["formats"],
    (string) => some(string.formats),
  ),
  aspect(
    "string",
    "contentMediaType",
    listed("content-added", "content-removed", "content-changed"),
    ["content"],
    (string) => some(string.content),
  ),
  aspect(
    "array",
    "minItems",
    counted("min-items-set", "min-items-unset", "min-items-increased", "min-items-decreased"),
    ["minItems"],
    (array) => count(array.minItems, 0),
  ),
  aspect(
    "array",
    "maxItems",
    counted("max-items-set", "max-items-unset", "max-items-increased", "max-items-decreased"),
    ["maxItems"],
    (array) => count(array.maxItems, INFINITE),
  ),
  aspect(
    "array",
    "uniqueItems",
    (before) => (before === undefined ? "unique-items-set" : "unique-items-unset"),
    ["unique"],
    (array) => array.unique || undefined,
  ),
  aspect(
    "object",
    "minProperties",
    counted(
      "min-properties-set",
      "min-properties-unset",
      "min-properties-increased",
      "min-properties-decreased",
    ),
    ["minProperties"],
    (object) => count(object.minProperties, 0),
  ),
  aspect(
    "object",
    "maxProperties",
    counted(
      "max-properties-set",
      "max-properties-unset",
      "max-properties-increased",
      "max-properties-decreased",
    ),
    ["maxProperties"],
    (object) => count(object.maxProperties, INFINITE),
  ),
];
