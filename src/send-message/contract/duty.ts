import { isObject, type Json } from "../../json/json.ts";
import type { Basis } from "../../judging/outcome.ts";
import type { Duty } from "./contract.ts";
import { isValuePlace } from "./records.ts";

/**
 * Where a schema's keyword comes from, as its annotations say. `offending` is the value that breaks it, since one
 * keyword may be stated for objects and open for null; `place` is its JSON pointer in the body, which tells custom
 * data from other objects where there are no annotations. For `required`, ask the schema of the required member.
 */
export function dutyOf(schema: unknown, keyword: string, offending?: Json, place = ""): Duty {
  const at = (annotation: string) => {
    const value = isObject(schema) ? schema[annotation] : undefined;
    const ofKeyword = select(value, keyword);
    return offending === undefined ? select(ofKeyword, "*") : select(ofKeyword, jsonType(offending));
  };
  const [basis, quote, source] = [at("x-basis"), at("x-quote"), at("x-source")];
  return {
    basis: isBasis(basis) ? basis : unannotated(keyword, offending, place),
    ...(typeof quote === "string" ? { quote } : {}),
    ...(typeof source === "string" ? { source } : {}),
  };
}

// Documents of others carry no annotations. Of their duties the page states two kinds itself, which members are
// required and that objects in custom data are rejected; that everything else is refused is only implied.
function unannotated(keyword: string, offending: Json | undefined, place: string): Basis {
  const isNested = isObject(offending) && isValuePlace(place);
  return keyword === "required" || (keyword === "type" && isNested) ? "stated" : "implied";
}

function select(annotation: Json | undefined, key: string): Json | undefined {
  if (!isObject(annotation)) return annotation;
  return Object.hasOwn(annotation, key) ? annotation[key] : annotation["*"];
}

function isBasis(value: Json | undefined): value is Basis {
  return value === "stated" || value === "implied" || value === "open";
}

function jsonType(value: Json): "null" | "array" | "object" | "string" | "number" | "boolean" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "object" | "string" | "number" | "boolean";
}
