import type { DocumentChanges } from "./document-change.ts";

/** The changes of operations as a whole, their deprecation and their end among them. */
export const operationChanges = {
  "api-removed-without-deprecation": {
    direction: "none",
    level: "breaking",
    means:
      "the operation was removed without having been deprecated (safe for one that is `x-stability-level: draft` or `alpha`)",
    of: "document",
    base: {
      paths: {
        "/b": {
          get: { responses: { "200": { description: "ok" } } },
          post: { responses: { "200": { description: "ok" } } },
        },
      },
    },
    revision: { paths: { "/b": { post: { responses: { "200": { description: "ok" } } } } } },
  },
  "api-removed-without-sunset": {
    direction: "none",
    level: "breaking",
    means:
      "the operation was removed; it was deprecated without an end date (safe for one that is `x-stability-level: draft` or `alpha`)",
    of: "document",
    base: {
      paths: {
        "/b": {
          get: { deprecated: true, responses: { "200": { description: "ok" } } },
          post: { responses: { "200": { description: "ok" } } },
        },
      },
    },
    revision: { paths: { "/b": { post: { responses: { "200": { description: "ok" } } } } } },
  },
  "api-removed-before-sunset": {
    direction: "none",
    level: "breaking",
    means:
      "the operation was removed before its end date, or that date cannot be read (safe for one that is `x-stability-level: draft` or `alpha`)",
    of: "document",
    base: {
      paths: {
        "/b": {
          get: { deprecated: true, "x-sunset": "2999-12-31", responses: { "200": { description: "ok" } } },
          post: { responses: { "200": { description: "ok" } } },
        },
      },
    },
    revision: { paths: { "/b": { post: { responses: { "200": { description: "ok" } } } } } },
  },
  "api-removed-with-deprecation": {
    direction: "none",
    level: "safe",
    means: "the operation was removed after its end date",
    of: "document",
    base: {
      paths: {
        "/b": {
          get: { deprecated: true, "x-sunset": "2001-01-01", responses: { "200": { description: "ok" } } },
          post: { responses: { "200": { description: "ok" } } },
        },
      },
    },
    revision: { paths: { "/b": { post: { responses: { "200": { description: "ok" } } } } } },
  },
  "api-path-removed-without-deprecation": {
    direction: "none",
    level: "breaking",
    means:
      "the operation and its path was removed without having been deprecated (safe for one that is `x-stability-level: draft` or `alpha`)",
    of: "document",
    base: { paths: { "/b": { get: { responses: { "200": { description: "ok" } } } } } },
    revision: { paths: {} },
  },
  "api-path-removed-without-sunset": {
    direction: "none",
    level: "breaking",
    means:
      "the operation and its path was removed; it was deprecated without an end date (safe for one that is `x-stability-level: draft` or `alpha`)",
    of: "document",
    base: { paths: { "/b": { get: { deprecated: true, responses: { "200": { description: "ok" } } } } } },
    revision: { paths: {} },
  },
  "api-path-removed-before-sunset": {
    direction: "none",
    level: "breaking",
    means:
      "the operation and its path was removed before its end date, or that date cannot be read (safe for one that is `x-stability-level: draft` or `alpha`)",
    of: "document",
    base: {
      paths: {
        "/b": {
          get: { deprecated: true, "x-sunset": "2999-12-31", responses: { "200": { description: "ok" } } },
        },
      },
    },
    revision: { paths: {} },
  },
  "api-path-removed-with-deprecation": {
    direction: "none",
    level: "safe",
    means: "the operation and its path was removed after its end date",
    of: "document",
    base: {
      paths: {
        "/b": {
          get: { deprecated: true, "x-sunset": "2001-01-01", responses: { "200": { description: "ok" } } },
        },
      },
    },
    revision: { paths: {} },
  },
  "endpoint-added": {
    direction: "none",
    level: "safe",
    means: "an operation is new",
    of: "document",
    base: { paths: {} },
    revision: { paths: { "/b": { get: { responses: { "200": { description: "ok" } } } } } },
  },
  "endpoint-deprecated": {
    direction: "none",
    level: "safe",
    means: "the operation was deprecated",
    of: "operation",
    base: {},
    revision: { deprecated: true },
  },
  "endpoint-deprecated-with-sunset": {
    direction: "none",
    level: "safe",
    means: "the operation was deprecated, with the date on which it ends (`x-sunset`)",
    of: "operation",
    base: {},
    revision: { deprecated: true, "x-sunset": "2999-12-31" },
  },
  "api-deprecated-sunset-parse": {
    direction: "none",
    level: "breaking",
    means: "the operation was deprecated, with an end date that cannot be read",
    of: "operation",
    base: {},
    revision: { deprecated: true, "x-sunset": "soon" },
  },
  "endpoint-reactivated": {
    direction: "none",
    level: "safe",
    means: "the operation is no longer deprecated",
    of: "operation",
    base: { deprecated: true },
    revision: {},
  },
  "sunset-deleted": {
    direction: "none",
    level: "breaking",
    means: "the operation is still deprecated, but its end date is gone",
    of: "operation",
    base: { deprecated: true, "x-sunset": "2999-12-31" },
    revision: { deprecated: true },
  },
  "api-sunset-parse": {
    direction: "none",
    level: "breaking",
    means: "the operation has an end date that cannot be read, before or after",
    of: "operation",
    base: { deprecated: true, "x-sunset": "2999-12-31" },
    revision: { deprecated: true, "x-sunset": "soon" },
  },
  "api-sunset-date-changed-too-small": {
    direction: "none",
    level: "breaking",
    means: "the operation ends sooner",
    of: "operation",
    base: { deprecated: true, "x-sunset": "2999-12-31" },
    revision: { deprecated: true, "x-sunset": "2999-12-01" },
  },
  "api-sunset-date-changed": {
    direction: "none",
    level: "safe",
    means: "the operation ends later",
    of: "operation",
    base: { deprecated: true, "x-sunset": "2999-12-01" },
    revision: { deprecated: true, "x-sunset": "2999-12-31" },
  },
  "api-operation-id-added": {
    direction: "none",
    level: "safe",
    means: "`operationId` is new",
    of: "operation",
    base: {},
    revision: { operationId: "send" },
  },
  "api-operation-id-removed": {
    direction: "none",
    level: "safe",
    means: "`operationId` is gone, or another one",
    of: "operation",
    base: { operationId: "send" },
    revision: {},
  },
  "api-tag-added": {
    direction: "none",
    level: "safe",
    means: "a tag is new",
    of: "operation",
    base: {},
    revision: { tags: ["chat"] },
  },
  "api-tag-removed": {
    direction: "none",
    level: "safe",
    means: "a tag is gone",
    of: "operation",
    base: { tags: ["chat"] },
    revision: {},
  },
  "api-server-added": {
    direction: "none",
    level: "safe",
    means: "a server is new, for all operations or for one",
    of: "document",
    base: { servers: [{ url: "https://a.example" }] },
    revision: { servers: [{ url: "https://a.example" }, { url: "https://b.example" }] },
  },
  "api-server-removed": {
    direction: "none",
    level: "breaking",
    means:
      "a server is gone, for all operations or for one (risky where an address is relative, or REVISION names none)",
    of: "document",
    base: { servers: [{ url: "https://a.example" }, { url: "https://b.example" }] },
    revision: { servers: [{ url: "https://a.example" }] },
  },
} as const satisfies DocumentChanges;
