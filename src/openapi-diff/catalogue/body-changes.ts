import type { DocumentChanges } from "./document-change.ts";

/** The changes of request bodies; those of their schemas are changes of schemas. */
export const bodyChanges = {
  "request-body-added-required": {
    direction: "request",
    level: "breaking",
    means: "a request body is new and required",
    of: "operation",
    base: {},
    revision: { requestBody: { required: true, content: { "application/json": {} } } },
  },
  "request-body-added-optional": {
    direction: "request",
    level: "safe",
    means: "a request body is new and optional",
    of: "operation",
    base: {},
    revision: { requestBody: { content: { "application/json": {} } } },
  },
  "request-body-removed": {
    direction: "request",
    level: "breaking",
    means: "the request body is gone",
    of: "operation",
    base: { requestBody: { content: { "application/json": {} } } },
    revision: {},
  },
  "request-body-became-required": {
    direction: "request",
    level: "breaking",
    means: "the request body became required",
    of: "operation",
    base: { requestBody: { content: { "application/json": {} } } },
    revision: { requestBody: { required: true, content: { "application/json": {} } } },
  },
  "request-body-became-optional": {
    direction: "request",
    level: "safe",
    means: "the request body became optional",
    of: "operation",
    base: { requestBody: { required: true, content: { "application/json": {} } } },
    revision: { requestBody: { content: { "application/json": {} } } },
  },
  "request-body-media-type-added": {
    direction: "request",
    level: "safe",
    means: "the request body may have one more media type",
    of: "operation",
    base: { requestBody: { content: { "application/json": {} } } },
    revision: { requestBody: { content: { "application/json": {}, "text/plain": {} } } },
  },
  "request-body-media-type-removed": {
    direction: "request",
    level: "breaking",
    means: "the request body no longer has one of its media types",
    of: "operation",
    base: { requestBody: { content: { "application/json": {}, "text/plain": {} } } },
    revision: { requestBody: { content: { "application/json": {} } } },
  },
  "request-body-media-type-name-changed": {
    direction: "request",
    level: "safe",
    means: "a media type of the request body has other parameters",
    of: "operation",
    base: { requestBody: { content: { "application/json": {} } } },
    revision: { requestBody: { content: { "application/json; version=2": {} } } },
  },
  "request-body-media-type-name-generalized": {
    direction: "request",
    level: "safe",
    means: "a wider range stands for a media type of the request body",
    of: "operation",
    base: { requestBody: { content: { "application/json": {} } } },
    revision: { requestBody: { content: { "application/*": {} } } },
  },
  "request-body-encoding-changed": {
    direction: "request",
    level: "risky",
    means: "the parts of the request body are written in another way (`encoding`)",
    of: "operation",
    base: { requestBody: { content: { "multipart/form-data": {} } } },
    revision: {
      requestBody: {
        content: { "multipart/form-data": { encoding: { file: { contentType: "image/png" } } } },
      },
    },
  },
} as const satisfies DocumentChanges;
