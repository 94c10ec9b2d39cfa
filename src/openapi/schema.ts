import type { Json, JsonObject } from "../json/json.ts";

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
