import type { JsonObject } from "../json/json.ts";
import { compileContract } from "../send-message/contract/compile-contract.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { bodySchemas, findOperation } from "../send-message/contract/operations.ts";

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
    return compileContract(copy, bodySchemas(copy), text, "the document");
  } catch {
    return undefined;
  }
}
