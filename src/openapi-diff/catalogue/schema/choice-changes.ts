import type { SchemaChanges } from "./schema-change.ts";

/** The changes of alternatives. */
export const choiceChanges = {
  "one-of-added": {
    means: "`oneOf` has one more alternative",
    level: { request: "safe", response: "breaking" },
    base: {
      oneOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
      ],
    },
    revision: {
      oneOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
        { type: "string", minLength: 8 },
      ],
    },
    ids: {
      "request body": "request-body-one-of-added",
      "request property": "request-property-one-of-added",
      parameter: "request-parameter-one-of-added",
      "parameter property": "request-parameter-property-one-of-added",
      "response body": "response-body-one-of-added",
      "response property": "response-property-one-of-added",
      header: "response-header-one-of-added",
      "header property": "response-header-property-one-of-added",
    },
  },
  "one-of-removed": {
    means: "`oneOf` has one alternative less",
    level: { request: "breaking", response: "safe" },
    base: {
      oneOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
        { type: "string", minLength: 8 },
      ],
    },
    revision: {
      oneOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
      ],
    },
    ids: {
      "request body": "request-body-one-of-removed",
      "request property": "request-property-one-of-removed",
      parameter: "request-parameter-one-of-removed",
      "parameter property": "request-parameter-property-one-of-removed",
      "response body": "response-body-one-of-removed",
      "response property": "response-property-one-of-removed",
      header: "response-header-one-of-removed",
      "header property": "response-header-property-one-of-removed",
    },
  },
  "any-of-added": {
    means: "`anyOf` has one more alternative",
    level: { request: "safe", response: "breaking" },
    base: {
      anyOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
      ],
    },
    revision: {
      anyOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
        { type: "string", minLength: 8 },
      ],
    },
    ids: {
      "request body": "request-body-any-of-added",
      "request property": "request-property-any-of-added",
      parameter: "request-parameter-any-of-added",
      "parameter property": "request-parameter-property-any-of-added",
      "response body": "response-body-any-of-added",
      "response property": "response-property-any-of-added",
      header: "response-header-any-of-added",
      "header property": "response-header-property-any-of-added",
    },
  },
  "any-of-removed": {
    means: "`anyOf` has one alternative less",
    level: { request: "breaking", response: "safe" },
    base: {
      anyOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
        { type: "string", minLength: 8 },
      ],
    },
    revision: {
      anyOf: [
        { type: "string", maxLength: 1 },
        { type: "string", minLength: 5, maxLength: 6 },
      ],
    },
    ids: {
      "request body": "request-body-any-of-removed",
      "request property": "request-property-any-of-removed",
      parameter: "request-parameter-any-of-removed",
      "parameter property": "request-parameter-property-any-of-removed",
      "response body": "response-body-any-of-removed",
      "response property": "response-property-any-of-removed",
      header: "response-header-any-of-removed",
      "header property": "response-header-property-any-of-removed",
    },
  },
} as const satisfies SchemaChanges;
