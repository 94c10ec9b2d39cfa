import { canonical } from "../../json/canonical.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { below, type Part, type SchemaNode } from "./node.ts";

const SCHEMA = new Set(
  "items additionalProperties not if then else contains propertyNames unevaluatedProperties unevaluatedItems contentSchema".split(
    " ",
  ),
);
const LIST = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const MAP = new Set(["properties", "patternProperties", "dependentSchemas"]);
const UNORDERED = new Set(["enum", "required", "type"]);
const IGNORED = new Set(
  "title description summary example examples externalDocs xml $comment $schema $id $defs definitions".split(
    " ",
  ),
);
// Extensions that mean something to a comparison.
const EXTENSIONS = new Set(["x-extensible-enum", "x-sunset"]);

/** Remembers pairs of parts that are the same, from one question to the next. */
export type SameMemory = Map<string, boolean>;

/**
 * Whether two nodes are spelled the same behind their references, explanations and order aside. `false` says nothing
 * about what they accept.
 */
export function sameNode(memory: SameMemory, a: SchemaNode, b: SchemaNode): boolean {
  const rest: Pair[] = [{ a, b, outer: undefined }];
  const assumed = new Set<string>();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { a: one, b: other } = next;
    const inside = sameAlone(memory, assumed, one, other);
    if (inside === undefined) {
      // Nor is anything the same that this is inside of.
      for (let pair: Pair | undefined = next; pair !== undefined; pair = pair.outer)
        memory.set(keyOf(pair.a, pair.b), false);
      return false;
    }
    for (const [left, right] of inside) rest.push({ a: left, b: right, outer: next });
  }
  // A circle of schemas is the same only if all of it is.
  for (const pair of assumed) memory.set(pair, true);
  return true;
}

interface Pair {
  readonly a: SchemaNode;
  readonly b: SchemaNode;
  readonly outer: Pair | undefined;
}

type Inside = (readonly [SchemaNode, SchemaNode])[];

function keyOf(a: SchemaNode, b: SchemaNode): string {
  return `${a.key}=${b.key}`;
}

/** The pairs inside that have to be the same as well; `undefined` where the nodes are not. */
function sameAlone(
  memory: SameMemory,
  assumed: Set<string>,
  a: SchemaNode,
  b: SchemaNode,
): Inside | undefined {
  if (a.key === b.key && !a.parts.some((part) => part.broken)) return [];
  if (a.parts.length !== b.parts.length) return undefined;
  const pair = keyOf(a, b);
  const known = memory.get(pair);
  if (known !== undefined || assumed.has(pair)) return known === false ? undefined : [];
  assumed.add(pair);
  const pairs: Inside = [];
  for (const [index, part] of a.parts.entries()) {
    const inside = sameKeywords(part, b.parts[index] as Part);
    if (inside === undefined) return undefined;
    pairs.push(...inside);
  }
  return pairs;
}

function sameKeywords(a: Part, b: Part): Inside | undefined {
  const [one, other] = [a.schema, b.schema];
  if (!isObject(one) || !isObject(other)) return one === other ? [] : undefined;
  const keywords = speakingKeywords(one);
  if (keywords.length !== speakingKeywords(other).length) return undefined;
  // Their names are the values of a discriminator, unless its `mapping` says otherwise.
  if (isObject(one.discriminator) && alternativesOf(one) !== alternativesOf(other)) return undefined;
  const pairs: Inside = [];
  for (const keyword of keywords) {
    if (!Object.hasOwn(other, keyword)) return undefined;
    const inside = sameMember(a, b, keyword, one[keyword] as Json, other[keyword] as Json);
    if (inside === undefined) return undefined;
    pairs.push(...inside);
  }
  return pairs;
}

function alternativesOf({ oneOf, anyOf }: JsonObject): string {
  return [oneOf, anyOf]
    .flat()
    .map((branch) => (isObject(branch) ? branch.$ref : undefined))
    .join();
}

function sameMember(a: Part, b: Part, keyword: string, left: Json, right: Json): Inside | undefined {
  if (SCHEMA.has(keyword)) return [[below(a, left, keyword), below(b, right, keyword)]];
  if (LIST.has(keyword) && Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return undefined;
    return left.map((item, index) => [
      below(a, item, keyword, index),
      below(b, right[index], keyword, index),
    ]);
  }
  if (MAP.has(keyword) && isObject(left) && isObject(right)) {
    const names = Object.keys(left);
    const same =
      names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name));
    return same
      ? names.map((name) => [below(a, left[name], keyword, name), below(b, right[name], keyword, name)])
      : undefined;
  }
  return spelled(keyword, left) === spelled(keyword, right) ? [] : undefined;
}

/** The keywords of a schema that say something about values: not those that explain it. */
export function speakingKeywords(schema: JsonObject): string[] {
  return Object.keys(schema).filter((keyword) =>
    keyword.startsWith("x-") ? EXTENSIONS.has(keyword) : !IGNORED.has(keyword),
  );
}

function spelled(keyword: string, value: Json): string {
  return UNORDERED.has(keyword) && Array.isArray(value)
    ? value.map(canonical).sort().join()
    : canonical(value);
}
