import { createHash } from "node:crypto";
import { buildContract, type Validate } from "../../contract/build-contract.ts";
import { createAjv } from "../../contract/compile.ts";
import type { Contract } from "../../contract/contract.ts";
import { findOperation } from "../../contract/operations.ts";
import { pageContract } from "../../contract/page-contract.ts";
import { valueAt } from "../../contract/pointer.ts";
import { resolveSchema } from "../../contract/resolve-schema.ts";
import { isObject, type JsonObject } from "../../contract/words.ts";

/**
 * The contract that a document makes, its schemas compiled as they are asked for; `undefined` where it lacks the
 * operation under test. Unlike `--spec`, a comparison takes a document that a linter would refuse.
 */
export function contractOf(document: JsonObject): Contract | undefined {
  if (findOperation(document, "sendMessage") === undefined) return undefined;
  // A copy without aliases, so that every place is one object.
  const copy = JSON.parse(JSON.stringify(document)) as JsonObject;
  const ajv = createAjv();
  const compiled = new Map<string, Validate>();
  return buildContract({
    document: copy,
    digest: createHash("sha256").update(JSON.stringify(copy)).digest("hex"),
    fallback: pageContract,
    validate: (pointer) => {
      const known = compiled.get(pointer);
      if (known !== undefined) return known;
      const schema = valueAt(copy, pointer);
      const validate = ajv.compile(
        isObject(schema) ? resolveSchema(copy, { pointer, value: schema }) : {},
      ) as Validate;
      compiled.set(pointer, validate);
      return validate;
    },
  });
}
