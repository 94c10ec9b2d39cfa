import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { pointerTo, valueAt } from "../../json/pointer.ts";
import { followReference } from "../../openapi/references.ts";
import { UsageError } from "../../usage-error.ts";

/**
 * A document whose schemas are looked at, and what is known of them: one for each document of a comparison. The document
 * must not change meanwhile.
 */
export interface Source {
  readonly root: JsonObject;
  readonly name: string;
  readonly nodes: Map<JsonObject, SchemaNode>;
  readonly ids: Map<object, string>;
}

let sources = 0;

export function createSource(root: JsonObject): Source {
  sources += 1;
  return { root, name: String(sources), nodes: new Map(), ids: new Map() };
}

/** One schema object of a document, behind its references. A `broken` part is a reference that leads to no schema. */
export interface Part {
  readonly schema: JsonObject | boolean;
  readonly pointer: string;
  readonly source: Source;
  readonly id: string;
  readonly broken?: true;
}

/**
 * What stands at one place of a value: the conjunction of the schemas that speak about it. No part means that anything
 * goes; `key` is equal where the parts are.
 */
export interface SchemaNode {
  readonly parts: readonly Part[];
  readonly key: string;
}

/** The node that nothing is said about. */
export const anything: SchemaNode = { parts: [], key: "" };

/** Whether a node is plainly forbidden: one of its schemas is `false`. */
export function isNever(node: SchemaNode): boolean {
  return node.parts.some((part) => part.schema === false);
}

/** The node of a schema that stands at `pointer` of a document; references are followed. */
export function nodeAt(source: Source, schema: Json | undefined, pointer: string): SchemaNode {
  if (schema === false) return nodeOf([{ schema, pointer, source, id: "never" }]);
  if (!isObject(schema)) return anything;
  const known = source.nodes.get(schema) ?? nodeOf(partsAt(source, schema, pointer, new Set()));
  source.nodes.set(schema, known);
  return known;
}

/** The node where all of the given nodes hold. */
export function both(...nodes: readonly SchemaNode[]): SchemaNode {
  const speaking = nodes.filter((node) => node.parts.length > 0);
  if (speaking.length < 2) return speaking[0] ?? anything;
  return nodeOf(speaking.flatMap((node) => node.parts));
}

/** The node of a member of a part's schema, at the given raw tokens below it. */
export function below(
  part: Part,
  schema: Json | undefined,
  ...tokens: readonly (string | number)[]
): SchemaNode {
  const known = isObject(schema) ? part.source.nodes.get(schema) : undefined;
  return known ?? nodeAt(part.source, schema, pointerTo(part.pointer, ...tokens.map(String)));
}

/** The pointer that a reader is sent to for this node. */
export function placeOf(node: SchemaNode): string {
  return node.parts[0]?.pointer ?? "";
}

function nodeOf(parts: readonly Part[]): SchemaNode {
  const unique = [...new Map(parts.map((part) => [part.id, part])).values()];
  return { parts: unique, key: unique.map((part) => part.id).join("&") };
}

function partOf(source: Source, schema: JsonObject, pointer: string): Part {
  const id = source.ids.get(schema) ?? `${source.name}.${source.ids.size}`;
  source.ids.set(schema, id);
  return { schema, pointer, source, id };
}

function partsAt(source: Source, schema: JsonObject, pointer: string, seen: Set<string>): Part[] {
  const { $ref, ...others } = schema;
  if (typeof $ref !== "string") return [partOf(source, schema, pointer)];
  const beside = isOld(source.root) ? {} : others;
  // What a reference leads to counts for its sibling `unevaluatedProperties` as well.
  if (Object.hasOwn(beside, "unevaluatedProperties") || Object.hasOwn(beside, "unevaluatedItems")) {
    return [partOf(source, { allOf: [{ $ref }], ...beside }, pointer)];
  }
  const own = Object.keys(beside).length === 0 ? [] : [partOf(source, beside, pointer)];
  // A reference that comes back to itself says nothing beyond what was said on the way.
  if (seen.has($ref)) return own;
  seen.add($ref);
  const target = follow(source.root, $ref, pointer);
  if (target === undefined) return [{ ...partOf(source, { $ref }, pointer), broken: true }, ...own];
  if (isObject(target.value)) return [...partsAt(source, target.value, target.pointer, seen), ...own];
  return [...nodeAt(source, target.value, target.pointer).parts, ...own];
}

// Until OpenAPI 3.0, whatever stands beside `$ref` is ignored.
function isOld(root: JsonObject): boolean {
  return typeof root.openapi === "string" && root.openapi.startsWith("3.0");
}

function follow(root: JsonObject, ref: string, from: string): { value: Json; pointer: string } | undefined {
  try {
    return followReference(root, ref, from);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const value = ref.startsWith("#/") ? valueAt(root, ref.slice(1)) : undefined;
    return typeof value === "boolean" ? { value, pointer: ref.slice(1) } : undefined;
  }
}
