import type { Basis, Json, JsonObject, OperationId } from "./words.ts";

/** An OpenAPI document (3.0 or 3.1) as plain JSON. */
export type OpenApiDocument = JsonObject;

/**
 * A schema in the words of OpenAPI 3.1, with every `$ref` replaced by what it points to. One remains where a schema
 * contains itself, and leads into `$defs` of the whole. `x-place` is where it stands in the document (JSON pointer).
 */
export interface ResolvedSchema {
  readonly "x-place": string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ResolvedSchema>>;
  readonly additionalProperties?: boolean | ResolvedSchema;
  readonly items?: ResolvedSchema;
  readonly allOf?: readonly ResolvedSchema[];
  readonly anyOf?: readonly ResolvedSchema[];
  readonly oneOf?: readonly ResolvedSchema[];
  readonly [keyword: string]: unknown;
}

/** Where a duty comes from: its basis, and the sentence of the page or the name of the sibling page behind it. */
export interface Duty {
  readonly basis: Basis;
  readonly quote?: string;
  readonly source?: string;
}

/** One place of a body that breaks the document. */
export interface SchemaError extends Duty {
  /** JSON pointer into the body; of a missing or unexpected member, its own place. */
  readonly place: string;
  /** The JSON Schema keyword that is broken. */
  readonly keyword: string;
  /** A few words: "a string", "one of contact, agent". */
  readonly expected: string;
  /** JSON pointer into the document, to the keyword. */
  readonly schemaPlace: string;
}

/** An OpenAPI document made ready to judge bodies by. */
export interface Contract {
  /** SHA-256 (hex) of the document's text. */
  readonly digest: string;
  readonly document: OpenApiDocument;
  /** Method in upper case, path template as in the document. */
  readonly operations: Readonly<Record<OperationId, { readonly method: string; readonly path: string }>>;
  /** All that the document says against a request body; empty when it says nothing. */
  requestErrors(operation: OperationId, body: Json): SchemaError[];
  /** The same for a response body, by the response of that status, its range, or the default. */
  responseErrors(operation: OperationId, status: number, body: Json): SchemaError[];
  requestSchema(operation: OperationId): ResolvedSchema | undefined;
  responseSchema(operation: OperationId, status: number): ResolvedSchema | undefined;
}
