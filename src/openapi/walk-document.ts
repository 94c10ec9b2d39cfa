import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { pointerTo } from "../json/pointer.ts";

// The members of these are names that the author chose, not keywords: a header may be called "default".
const NAMED = new Set(
  (
    "properties patternProperties dependentSchemas $defs definitions paths webhooks responses content headers parameters " +
    "schemas requestBodies callbacks links encoding securitySchemes pathItems variables"
  ).split(" "),
);
// Under these stand values of the API, in which a `$ref` is data.
const DATA = new Set(["example", "default", "enum", "const", "value", "mapping", "scopes"]);

/** Calls `visit` for each object of a document that is not data of the API, with its JSON pointer. */
export function walkDocument(document: JsonObject, visit: (object: JsonObject, pointer: string) => void) {
  walk(document, "", false, visit);
}

function walk(
  value: Json | undefined,
  pointer: string,
  named: boolean,
  visit: (object: JsonObject, pointer: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, pointerTo(pointer, String(index)), false, visit);
    return;
  }
  if (!isObject(value)) return;
  if (!named) visit(value, pointer);
  for (const [key, member] of Object.entries(value)) {
    const place = pointerTo(pointer, key);
    if (named) {
      walk(member, place, false, visit);
      continue;
    }
    if (DATA.has(key) || key.startsWith("x-")) continue;
    // In a schema `examples` are values, elsewhere they have names and may be references.
    if (key === "examples") {
      if (isObject(member)) walk(member, place, true, visit);
      continue;
    }
    walk(member, place, NAMED.has(key) && isObject(member), visit);
  }
}
