import type { Json, JsonObject } from "../../../src/json/json.ts";
import type { DocumentChange } from "../../../src/openapi-diff/catalogue/document-change.ts";
import type { SchemaPlace } from "../../../src/openapi-diff/catalogue/schema/schema-change.ts";

const described = { description: "ok" };

// What the examples refer to.
const pet = (own: JsonObject, required: string[]) => ({
  type: "object",
  required: ["kind", "sort", ...required],
  properties: { kind: { type: "string" }, sort: { type: "string" }, ...own },
});
const components = {
  schemas: {
    Cat: pet({ claws: { type: "integer" } }, []),
    Dog: pet({ bark: { type: "string" } }, ["bark"]),
  },
  securitySchemes: {
    key: { type: "apiKey", in: "header", name: "key" },
    oauth: { type: "oauth2", flows: {} },
  },
};

/** A document of one operation, with the members of an example. */
export function documentOf(of: DocumentChange["of"], members: JsonObject): JsonObject {
  const operation = { responses: { 200: described }, ...(of === "operation" ? members : {}) };
  return {
    openapi: "3.1.0",
    info: { title: "Example", version: "1" },
    components,
    paths: { "/a": { post: operation } },
    ...(of === "document" ? members : {}),
  };
}

/** A document of one operation that has a schema at a place; a change `of` a member is one of the schema around it. */
export function documentWith(place: SchemaPlace, schema: Json, of: "itself" | "member"): JsonObject {
  const inside = place.endsWith("property") && of === "itself";
  const whole = inside ? { type: "object", properties: { p: schema } } : schema;
  return documentOf("operation", membersWith(place, whole));
}

function membersWith(place: SchemaPlace, schema: Json): JsonObject {
  const content = { "application/json": { schema } };
  const style = place === "parameter" ? {} : { style: "deepObject" };
  if (place.startsWith("request")) return { requestBody: { content } };
  if (place.startsWith("parameter")) return { parameters: [{ name: "q", in: "query", ...style, schema }] };
  if (place.startsWith("response")) return { responses: { 200: { ...described, content } } };
  return { responses: { 200: { ...described, headers: { h: { schema } } } } };
}
