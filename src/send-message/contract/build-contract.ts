import type { ErrorObject } from "ajv";
import type { Json } from "../../json/json.ts";
import type { Place } from "../../openapi/references.ts";
import { resolveSchema } from "../../openapi/resolve-schema.ts";
import type { OpenApiDocument, ResolvedSchema } from "../../openapi/schema.ts";
import type { Contract, SchemaError } from "./contract.ts";
import type { OperationId } from "./operations.ts";
import { findOperation, operationIds, requestSchemaPlace, responseSchemaPlace } from "./operations.ts";
import { schemaError } from "./schema-error.ts";

/** A compiled schema, as Ajv makes it: the errors of the last call stand on the function. */
export interface Validate {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** What a contract is made of. `validate` gives a compiled schema, by its place in the document. */
export interface ContractParts {
  readonly document: OpenApiDocument;
  readonly digest: string;
  validate(pointer: string): Validate;
  /** Answers for the operations that the document lacks. */
  readonly fallback?: Contract;
}

/**
 * The contract that a document makes.
 * @throws UsageError for a reference that leads nowhere
 */
export function buildContract(parts: ContractParts): Contract {
  const { document, fallback } = parts;
  const found = new Map(operationIds.map((id) => [id, findOperation(document, id)]));
  const requests = (id: OperationId) => requestSchemaPlace(document, found.get(id));
  const responses = (id: OperationId, status: number) => responseSchemaPlace(document, found.get(id), status);
  const known = new Map<string, ResolvedSchema>();
  const resolved = (place: Place | undefined): ResolvedSchema | undefined => {
    if (place === undefined) return undefined;
    const schema = known.get(place.pointer) ?? resolveSchema(document, place);
    known.set(place.pointer, schema);
    return schema;
  };
  const errors = (place: Place | undefined, body: Json): SchemaError[] => {
    if (place === undefined) return [];
    const validate = parts.validate(place.pointer);
    return validate(body) ? [] : (validate.errors ?? []).map((error) => schemaError(error, body));
  };
  const other = (id: OperationId) => (found.get(id) ? undefined : fallback);
  return {
    digest: parts.digest,
    document,
    operations: Object.fromEntries(
      operationIds.map((id) => {
        const { method, path } = found.get(id) ?? fallback?.operations[id] ?? { method: "", path: "" };
        return [id, { method, path }];
      }),
    ) as Contract["operations"],
    requestErrors: (id, body) => other(id)?.requestErrors(id, body) ?? errors(requests(id), body),
    responseErrors: (id, status, body) =>
      other(id)?.responseErrors(id, status, body) ?? errors(responses(id, status), body),
    requestSchema: (id) => other(id)?.requestSchema(id) ?? resolved(requests(id)),
    responseSchema: (id, status) => other(id)?.responseSchema(id, status) ?? resolved(responses(id, status)),
  };
}
