import { createHash } from "node:crypto";
import { parseDocument } from "../../openapi/parse-document.ts";
import { resolveSchema } from "../../openapi/resolve-schema.ts";
import type { OpenApiDocument, ResolvedSchema } from "../../openapi/schema.ts";
import { UsageError } from "../../usage-error.ts";
import { buildContract, type Validate } from "./build-contract.ts";
import type { Contract } from "./contract.ts";
import { findOperation, operationIds, requestSchemaPlace, responseSchemaPlaces } from "./operations.ts";
import { pageContract } from "./page-contract.ts";

/**
 * The contract that somebody's OpenAPI document (3.0 or 3.1, YAML or JSON) makes. Operations are found by method and
 * path; for a sibling operation that it lacks, the page's own document answers. `name` stands in messages.
 * @throws UsageError where the document cannot be used, or lacks the operation under test
 */
export async function loadContract(text: string, name = "the document"): Promise<Contract> {
  // A copy without aliases, so that every place is one object.
  const document: OpenApiDocument = JSON.parse(JSON.stringify(parseDocument(text, name)));
  const schemas = schemasOf(document, name);
  await checkDocument(document, name);
  // Ajv takes long to load, and runs without --spec never need it.
  const { createAjv } = await import("../../openapi/compile.ts");
  const ajv = createAjv();
  const validators = new Map(
    [...schemas].map(([pointer, schema]) => [
      pointer,
      compiled(() => ajv.compile(schema) as Validate, pointer, name),
    ]),
  );
  return buildContract({
    document,
    digest: createHash("sha256").update(text).digest("hex"),
    validate: (pointer) => validators.get(pointer)!,
    fallback: pageContract,
  });
}

/** Every schema that bodies are judged by, by its place. */
function schemasOf(document: OpenApiDocument, name: string): Map<string, ResolvedSchema> {
  if (!findOperation(document, "sendMessage")) {
    const { method, path } = pageContract.operations.sendMessage;
    throw new UsageError(
      "spec-lacks-send",
      `${name} has no ${method} operation whose path ends with ${path}`,
      "give the document of the API that the provider under test implements",
    );
  }
  const places = operationIds
    .map((id) => findOperation(document, id))
    .filter((found) => found !== undefined)
    .flatMap((found) => [requestSchemaPlace(document, found), ...responseSchemaPlaces(document, found)])
    .filter((place) => place !== undefined);
  return new Map(places.map((place) => [place.pointer, resolveSchema(document, place)]));
}

async function checkDocument(document: OpenApiDocument, name: string): Promise<void> {
  const { Validator } = await import("@seriousme/openapi-schema-validator");
  const { valid, errors } = await new Validator().validate(document);
  if (valid) return;
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const what = first ? `${first.instancePath || "the document"} ${first.message}` : String(errors);
  throw new UsageError(
    "spec-invalid",
    `${name} is not a valid OpenAPI document: ${what}`,
    "correct it; a linter such as `redocly lint` shows all problems at once",
  );
}

function compiled(compile: () => Validate, pointer: string, name: string): Validate {
  try {
    return compile();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      "spec-invalid-schema",
      `${name}: the schema at ${pointer} cannot be used: ${reason}`,
      "correct it",
    );
  }
}
