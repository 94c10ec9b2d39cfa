import type { Json } from "../../json/json.ts";
import type { RuleText } from "../../judging/rule-text.ts";
import type { OpenApiDocument, ResolvedSchema } from "../../openapi/schema.ts";
import type { OperationId } from "./operations.ts";

/** Where a duty comes from: its basis, and the sentence of the page or the name of the sibling page behind it. */
export type Duty = Pick<RuleText, "basis" | "quote" | "source">;

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
