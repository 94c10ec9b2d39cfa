import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/json/json.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";

/** A document in which the provider calls the receiver's copy of the path whose callback this is. */
function withCallback(item: Json, parameters: Json[] = []): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Messages", version: "1" },
    paths: {
      "/a": {
        post: {
          parameters,
          responses: { 200: { description: "done" } },
          callbacks: { echo: { "{$request.body#/url}": item } },
        },
      },
    },
  };
}

const required = { name: "x", in: "query", required: true, schema: { type: "string" } };

test("a callback that leads back to its own path is compared once", () => {
  const ids = compareDocuments(
    withCallback({ $ref: "#/paths/~1a" }),
    withCallback({ $ref: "#/paths/~1a" }, [required]),
  ).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(["callback-changed", "new-required-request-parameter"]);
});

test("so is one that leads to all paths", () => {
  const one = withCallback({ get: { $ref: "#/paths" }, post: { $ref: "#/paths/~1a/post" } });
  expect(compareDocuments(one, structuredClone(one))).toEqual([]);
});
