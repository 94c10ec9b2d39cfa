import type { Json } from "../../json/json.ts";
import type { Part, SchemaNode } from "./node.ts";

/** The JSON types; `integer` is a set of numbers. */
export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";
export const JSON_TYPES: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** One end of a range of numbers. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

export interface NumberFacets {
  readonly integer: boolean;
  readonly min?: Bound;
  readonly max?: Bound;
  readonly multipleOf: readonly number[];
  readonly formats: readonly string[];
}

/** `content` holds `contentEncoding=...` and `contentMediaType=...`: compared, never judged. */
export interface StringFacets {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
  readonly content: readonly string[];
}

export interface Contains {
  readonly node: SchemaNode;
  readonly min: number;
  readonly max: number;
}

/** `items` holds for each item behind `prefix`. */
export interface ArrayFacets {
  readonly minItems: number;
  readonly maxItems: number;
  readonly unique: boolean;
  readonly prefix: readonly SchemaNode[];
  readonly items: SchemaNode;
  readonly contains: readonly Contains[];
}

/** One schema's say about members. `additional` is `undefined` where it leaves unnamed members unmentioned. */
export interface Members {
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly patterns: readonly (readonly [pattern: string, node: SchemaNode])[];
  readonly additional: SchemaNode | undefined;
}

export interface ObjectFacets {
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly required: ReadonlySet<string>;
  readonly members: readonly Members[];
  readonly names: readonly SchemaNode[];
}

/** A duty that is compared by its text and its schemas alone. */
export interface Opaque {
  readonly keyword: string;
  readonly text: string;
  readonly parts: readonly Part[];
}

/** What must not hold. `exclusive` ones come from the other branches of a `oneOf`, and have the names of those. */
export interface Not {
  readonly node: SchemaNode;
  readonly name: string;
  readonly exclusive: boolean;
}

/** The branch of a `oneOf` or `anyOf` that a set was taken from, with a name for people. */
export interface Origin {
  readonly kind: "one-of" | "any-of";
  readonly name: string;
  readonly pointer: string;
}

interface Common {
  /** Where the values are finitely many: all of them. */
  readonly values?: readonly Json[];
  readonly nots: readonly Not[];
  readonly opaque: readonly Opaque[];
  readonly origin: readonly Origin[];
}

/** A set of values of one JSON type. A schema is the union of its sets, however it is spelled. */
export type ValueSet = Common &
  (
    | { readonly type: "null" | "boolean" }
    | { readonly type: "number"; readonly number: NumberFacets }
    | { readonly type: "string"; readonly string: StringFacets }
    | { readonly type: "array"; readonly array: ArrayFacets }
    | { readonly type: "object"; readonly object: ObjectFacets }
  );

/** What people call the alternative that a set is; empty where it is none. */
export function alternativeName(set: ValueSet): string {
  return set.origin.map((origin) => origin.name).join("/");
}

/** All values of one type. */
export function allValuesOf(type: JsonType): ValueSet {
  const common = { nots: [], opaque: [], origin: [] };
  switch (type) {
    case "null":
      return { ...common, type, values: [null] };
    case "boolean":
      return { ...common, type, values: [false, true] };
    case "number":
      return { ...common, type, number: anyNumber };
    case "string":
      return { ...common, type, string: anyString };
    case "array":
      return { ...common, type, array: anyArray };
    case "object":
      return { ...common, type, object: anyObject };
  }
}

export const anyNumber: NumberFacets = { integer: false, multipleOf: [], formats: [] };
export const anyString: StringFacets = {
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  patterns: [],
  formats: [],
  content: [],
};
export const anyArray: ArrayFacets = {
  minItems: 0,
  maxItems: Number.POSITIVE_INFINITY,
  unique: false,
  prefix: [],
  items: { parts: [], key: "" },
  contains: [],
};
export const anyObject: ObjectFacets = {
  minProperties: 0,
  maxProperties: Number.POSITIVE_INFINITY,
  required: new Set(),
  members: [],
  names: [],
};

/** The JSON type of a value. */
export function jsonTypeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as JsonType;
}
