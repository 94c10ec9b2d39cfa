import { createHash } from "node:crypto";
import { createAjv } from "../../openapi/compile.ts";
import type { OpenApiDocument, ResolvedSchema } from "../../openapi/schema.ts";
import { UsageError } from "../../usage-error.ts";
import { buildContract, type Validate } from "./build-contract.ts";
import type { Contract } from "./contract.ts";
import { pageContract } from "./page-contract.ts";

/**
 * The contract of a document, whose schemas are compiled now; for a sibling operation that it lacks, the page's own
 * document answers. `text` is what its digest is made from; `name` stands in messages.
 * @throws UsageError for a schema that cannot be compiled
 */
export function compileContract(
  document: OpenApiDocument,
  schemas: ReadonlyMap<string, ResolvedSchema>,
  text: string,
  name: string,
): Contract {
  const ajv = createAjv();
  const compiled = ([pointer, schema]: [string, ResolvedSchema]): [string, Validate] => {
    try {
      return [pointer, ajv.compile(schema) as Validate];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${name}: the schema at ${pointer} cannot be used: ${reason}`, "correct it");
    }
  };
  const validators = new Map([...schemas].map(compiled));
  return buildContract({
    document,
    digest: createHash("sha256").update(text).digest("hex"),
    validate: (pointer) => validators.get(pointer)!,
    fallback: pageContract,
  });
}
