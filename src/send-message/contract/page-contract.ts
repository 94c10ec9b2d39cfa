import { documentDigest, documentText } from "../../../generated/document.ts";
import { validators } from "../../../generated/validators.ts";
import type { Json } from "../../json/json.ts";
import type { OpenApiDocument } from "../../openapi/schema.ts";
import { buildContract, type Validate } from "./build-contract.ts";
import type { Contract } from "./contract.ts";

/** The contract of the page, from spec/opencx.openapi.yaml, compiled ahead. */
export const pageContract: Contract = buildContract({
  document: frozen(JSON.parse(documentText)) as OpenApiDocument,
  digest: documentDigest,
  validate: (pointer) => {
    // The compiled code carries no types.
    const validate = (validators as Readonly<Record<string, Validate>>)[pointer];
    if (validate === undefined) throw new Error(`generated/validators.ts lacks ${pointer}`);
    return validate;
  },
});

function frozen(value: Json): Json {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
