import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** Ajv as the contract needs it, for schemas without references. `source` keeps the code, to be written to a file. */
export function createAjv(options: { readonly source?: boolean } = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    strictNumbers: true,
    // A body may have a member named like one of Object.prototype.
    ownProperties: true,
    validateSchema: false,
    logger: false,
    code: options.source ? { source: true, esm: true } : {},
  });
  addFormats.default(ajv);
  return ajv;
}
