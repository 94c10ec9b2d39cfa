import { parseDocument } from "../../openapi/parse-document.ts";
import type { OpenApiDocument } from "../../openapi/schema.ts";
import { UsageError } from "../../usage-error.ts";
import type { Contract } from "./contract.ts";
import { bodySchemas, findOperation } from "./operations.ts";
import { pageContract } from "./page-contract.ts";

/**
 * The contract that somebody's OpenAPI document (3.0 or 3.1, YAML or JSON) makes. Operations are found by method and
 * path; for a sibling operation that it lacks, the page's own document answers. `name` stands in messages.
 * @throws UsageError where the document cannot be used, or lacks the operation under test
 */
export async function loadContract(text: string, name = "the document"): Promise<Contract> {
  // A copy without aliases, so that every place is one object.
  const document: OpenApiDocument = JSON.parse(JSON.stringify(parseDocument(text, name)));
  if (!findOperation(document, "sendMessage")) {
    const { method, path } = pageContract.operations.sendMessage;
    throw new UsageError(
      `${name} has no ${method} operation whose path ends with ${path}`,
      "give the document of the API that the provider under test implements",
    );
  }
  const schemas = bodySchemas(document);
  await checkDocument(document, name);
  // Ajv takes long to load, and runs without --spec never need it.
  const { compileContract } = await import("./compile-contract.ts");
  return compileContract(document, schemas, text, name);
}

async function checkDocument(document: OpenApiDocument, name: string): Promise<void> {
  const { Validator } = await import("@seriousme/openapi-schema-validator");
  const { valid, errors } = await new Validator().validate(document);
  if (valid) return;
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const what = first ? `${first.instancePath || "the document"} ${first.message}` : String(errors);
  throw new UsageError(
    `${name} is not a valid OpenAPI document: ${what}`,
    "correct it; a linter such as `redocly lint` shows all problems at once",
  );
}
