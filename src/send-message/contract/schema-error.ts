import type { ErrorObject } from "ajv";
import type { Json } from "../../json/json.ts";
import { pointerTo, valueAt } from "../../json/pointer.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";
import type { SchemaError } from "./contract.ts";
import { dutyOf } from "./duty.ts";

/** An error of the validators, told in the words of the contract. `body` is what they judged. */
export function schemaError(error: ErrorObject, body: Json): SchemaError {
  // Ajv runs in its verbose mode, on schemas that are resolved.
  const schema = error.parentSchema as ResolvedSchema;
  const named = namedMember(error);
  const place = named === undefined ? error.instancePath : pointerTo(error.instancePath, named);
  const required = error.keyword === "required" ? schema.properties?.[named ?? ""] : undefined;
  return {
    ...dutyOf(required ?? schema, error.keyword, valueAt(body, place) as Json | undefined, place),
    place,
    keyword: error.keyword,
    expected: expected(error, named),
    schemaPlace: pointerTo(schema["x-place"], error.keyword),
  };
}

function namedMember({ params }: ErrorObject): string | undefined {
  const name: unknown = params.missingProperty ?? params.additionalProperty ?? params.propertyName;
  return typeof name === "string" ? name : undefined;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "an e-mail address",
  uuid: "a UUID",
  uri: "a URI",
  "date-time": "a date and time (ISO 8601)",
};

function expected(error: ErrorObject, named: string | undefined): string {
  const { params } = error;
  switch (error.keyword) {
    case "type":
      return inWords([params.type].flat());
    case "enum":
      return `one of ${(params.allowedValues as Json[]).map((value) => value ?? "null").join(", ")}`;
    case "format":
      return FORMATS[String(params.format)] ?? `a ${params.format}`;
    case "required":
      return `the member ${named}`;
    case "additionalProperties":
      return `no member ${named}`;
    default:
      return (error.message ?? error.keyword).replace(/^must /, "to ");
  }
}

function inWords(types: readonly string[]): string {
  const words = types.map((type) => (type === "null" ? type : `${/^[aio]/.test(type) ? "an" : "a"} ${type}`));
  return words.join(", ").replace(/, ([^,]+)$/, " or $1");
}
