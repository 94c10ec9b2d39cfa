import type { Json, JsonObject } from "../../../src/json/json.ts";

/** One operation that takes the one schema and answers the other. */
export function documentWith(request: Json, response: Json, schemas: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Messages", version: "1" },
    paths: {
      "/messages/{id}": {
        put: {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          requestBody: { content: { "application/json": { schema: request } } },
          responses: {
            "200": { description: "Sent", content: { "application/json": { schema: response } } },
          },
        },
      },
    },
    components: { schemas },
  };
}
