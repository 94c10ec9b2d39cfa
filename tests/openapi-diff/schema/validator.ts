import { fc } from "@fast-check/vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Json } from "../../../src/json/json.ts";

/** What Ajv says of values. A schema that Ajv makes no running code of ends the try of a property. */
export function validator(schema: Json): (value: Json) => boolean {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    unevaluated: false,
    multipleOfPrecision: 6,
  });
  formats.default(ajv);
  const validate = ajv.compile(schema as object | boolean) as (value: Json) => boolean;
  return (value) => {
    try {
      return validate(value);
    } catch {
      return fc.pre(false) as never;
    }
  };
}
