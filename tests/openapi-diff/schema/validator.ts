import { fc } from "@fast-check/vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { isObject, type Json } from "../../../src/json/json.ts";

/** What Ajv says of values. A schema that Ajv makes no running code of ends the try of a property. */
export function validator(schema: Json): (value: Json) => boolean {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    unevaluated: false,
    // Without it, what stands behind a tuple is skipped for an array that is shorter than the tuple.
    allErrors: true,
    multipleOfPrecision: 6,
  });
  formats.default(ajv);
  const validate = ajv.compile(counting(schema) as object | boolean) as (value: Json) => boolean;
  return (value) => {
    try {
      return validate(value);
    } catch {
      return fc.pre(false) as never;
    }
  };
}

/**
 * The same schema, with a bound that bounds nothing beside each `contains` that has none: without one, Ajv 8 takes an
 * empty array that follows another in a loop for what that other was.
 */
function counting(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (_key, one: Json) =>
    isObject(one) && "contains" in one && !("maxContains" in one)
      ? { ...one, maxContains: Number.MAX_SAFE_INTEGER }
      : one,
  ) as Json;
}
