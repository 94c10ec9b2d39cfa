import { createHash } from "node:crypto";
import type { JsonObject } from "../json/json.ts";
import { createAjv } from "../openapi/compile.ts";
import { resolveSchema } from "../openapi/resolve-schema.ts";
import { buildContract, type Validate } from "../send-message/contract/build-contract.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import {
  findOperation,
  operationIds,
  requestSchemaPlace,
  responseSchemaPlaces,
} from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";

/**
 * The contract that a document makes; `undefined` where it lacks the operation under test, or has a schema that cannot
 * be compiled. Unlike `--spec`, a comparison takes a document that a linter would refuse.
 */
export function contractOf(document: JsonObject): Contract | undefined {
  if (findOperation(document, "sendMessage") === undefined) return undefined;
  const text = JSON.stringify(document);
  // A copy without aliases, so that every place is one object.
  const copy = JSON.parse(text) as JsonObject;
  try {
    const validators = compiledSchemas(copy);
    return buildContract({
      document: copy,
      digest: createHash("sha256").update(text).digest("hex"),
      fallback: pageContract,
      validate: (pointer) => validators.get(pointer)!,
    });
  } catch {
    return undefined;
  }
}

function compiledSchemas(document: JsonObject): Map<string, Validate> {
  const ajv = createAjv();
  const places = operationIds
    .map((id) => findOperation(document, id))
    .filter((found) => found !== undefined)
    .flatMap((found) => [requestSchemaPlace(document, found), ...responseSchemaPlaces(document, found)])
    .filter((place) => place !== undefined);
  const unique = new Map(places.map((place) => [place.pointer, place]));
  return new Map(
    [...unique].map(([pointer, place]) => [pointer, ajv.compile(resolveSchema(document, place)) as Validate]),
  );
}
