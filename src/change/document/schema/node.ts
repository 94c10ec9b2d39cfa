import { UsageError } from "../../../contract/errors.ts";
import { pointerTo, valueAt } from "../../../contract/pointer.ts";
import { followReference } from "../../../contract/references.ts";
import { isObject, type Json, type JsonObject } from "../../../contract/words.ts";

/** One schema object of a document, behind its references. A `broken` part is a reference that leads to no schema. */
export interface Part {
  readonly schema: JsonObject | boolean;
  readonly pointer: string;
  readonly root: JsonObject;
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

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(value: object): number {
  const known = ids.get(value);
  if (known !== undefined) return known;
  lastId += 1;
  ids.set(value, lastId);
  return lastId;
}

const nodes = new WeakMap<JsonObject, SchemaNode>();

/**
 * The node of a schema that stands at `pointer` of the document `root`; references are followed. A document must not
 * change while its nodes are in use.
 */
export function nodeAt(root: JsonObject, schema: Json | undefined, pointer: string): SchemaNode {
  if (!isObject(schema))
    return schema === false ? nodeOf(partsAt(root, schema, pointer, new Set())) : anything;
  const known = nodes.get(schema) ?? nodeOf(partsAt(root, schema, pointer, new Set()));
  nodes.set(schema, known);
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
  const known = isObject(schema) ? nodes.get(schema) : undefined;
  return known ?? nodeAt(part.root, schema, pointerTo(part.pointer, ...tokens.map(String)));
}

/** The pointer that a reader is sent to for this node. */
export function placeOf(node: SchemaNode): string {
  return node.parts[0]?.pointer ?? "";
}

function nodeOf(parts: readonly Part[]): SchemaNode {
  const unique = [...new Map(parts.map((part) => [part.id, part])).values()];
  return { parts: unique, key: unique.map((part) => part.id).join("&") };
}

function partsAt(root: JsonObject, schema: Json, pointer: string, seen: Set<string>): Part[] {
  if (schema === false) return [{ schema, pointer, root, id: "never" }];
  if (!isObject(schema)) return [];
  if (typeof schema.$ref !== "string") return [{ schema, pointer, root, id: String(idOf(schema)) }];
  const own = isOld(root) ? [] : siblings(root, schema, pointer);
  // What a reference leads to counts for its sibling `unevaluatedProperties` as well.
  const beside = own[0]?.schema;
  if (
    isObject(beside) &&
    (Object.hasOwn(beside, "unevaluatedProperties") || Object.hasOwn(beside, "unevaluatedItems"))
  ) {
    const whole: JsonObject = { allOf: [{ $ref: schema.$ref }], ...beside };
    return [{ schema: whole, pointer, root, id: String(idOf(whole)) }];
  }
  // A reference that comes back to itself says nothing beyond what was said on the way.
  if (seen.has(schema.$ref)) return own;
  seen.add(schema.$ref);
  const target = follow(root, schema.$ref, pointer);
  if (target === undefined)
    return [{ schema: { $ref: schema.$ref }, pointer, root, id: `ref:${schema.$ref}`, broken: true }, ...own];
  return [...partsAt(root, target.value, target.pointer, seen), ...own];
}

// Until OpenAPI 3.0, whatever stands beside `$ref` is ignored.
function isOld(root: JsonObject): boolean {
  return typeof root.openapi === "string" && root.openapi.startsWith("3.0");
}

const besides = new WeakMap<JsonObject, JsonObject>();

function siblings(root: JsonObject, schema: JsonObject, pointer: string): Part[] {
  let rest = besides.get(schema);
  if (rest === undefined) {
    const { $ref: _, ...others } = schema;
    rest = others;
    besides.set(schema, rest);
  }
  return Object.keys(rest).length === 0 ? [] : [{ schema: rest, pointer, root, id: String(idOf(rest)) }];
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
