import { isObject, type Json, type JsonObject } from "../../../contract/words.ts";
import { canonical } from "./json.ts";
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
  const assumed = new Set<string>();
  const same = sameParts({ memory, assumed }, a, b);
  // A circle of schemas is the same only if all of it is.
  if (same) for (const pair of assumed) memory.set(pair, true);
  return same;
}

interface Question {
  readonly memory: SameMemory;
  readonly assumed: Set<string>;
}

function sameParts(question: Question, a: SchemaNode, b: SchemaNode): boolean {
  if (a.key === b.key) return true;
  if (a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, index) => samePart(question, part, b.parts[index] as Part));
}

function samePart(question: Question, a: Part, b: Part): boolean {
  if (a.id === b.id && !a.broken) return true;
  if (!isObject(a.schema) || !isObject(b.schema)) return a.schema === b.schema;
  const pair = `${a.id}=${b.id}`;
  const known = question.memory.get(pair);
  if (known !== undefined || question.assumed.has(pair)) return known ?? true;
  question.assumed.add(pair);
  const same = sameKeywords(question, a, a.schema, b, b.schema);
  if (!same) question.memory.set(pair, false);
  return same;
}

function sameKeywords(question: Question, a: Part, one: JsonObject, b: Part, other: JsonObject): boolean {
  const keywords = speaking(one);
  if (keywords.length !== speaking(other).length) return false;
  return keywords.every((keyword) => {
    if (!Object.hasOwn(other, keyword)) return false;
    const left = one[keyword] as Json;
    const right = other[keyword] as Json;
    if (SCHEMA.has(keyword)) return sameParts(question, below(a, left, keyword), below(b, right, keyword));
    if (LIST.has(keyword) && Array.isArray(left) && Array.isArray(right)) {
      return (
        left.length === right.length &&
        left.every((item, index) =>
          sameParts(question, below(a, item, keyword, index), below(b, right[index], keyword, index)),
        )
      );
    }
    if (MAP.has(keyword) && isObject(left) && isObject(right)) {
      const names = Object.keys(left);
      return (
        names.length === Object.keys(right).length &&
        names.every(
          (name) =>
            Object.hasOwn(right, name) &&
            sameParts(question, below(a, left[name], keyword, name), below(b, right[name], keyword, name)),
        )
      );
    }
    return spelled(keyword, left) === spelled(keyword, right);
  });
}

function speaking(schema: JsonObject): string[] {
  return Object.keys(schema).filter((keyword) =>
    keyword.startsWith("x-") ? EXTENSIONS.has(keyword) : !IGNORED.has(keyword),
  );
}

function spelled(keyword: string, value: Json): string {
  return UNORDERED.has(keyword) && Array.isArray(value)
    ? value.map(canonical).sort().join()
    : canonical(value);
}
