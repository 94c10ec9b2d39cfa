import type { DocumentChanges } from "./document-change.ts";

/** The changes of who may call an operation, and of the security schemes. */
export const securityChanges = {
  "api-security-became-required": {
    direction: "request",
    level: "breaking",
    means: "the operation can no longer be called without credentials",
    of: "operation",
    base: { security: [] },
    revision: { security: [{ key: [] }] },
  },
  "api-security-became-optional": {
    direction: "request",
    level: "safe",
    means: "the operation can be called without credentials",
    of: "operation",
    base: { security: [{ key: [] }] },
    revision: { security: [{ key: [] }, {}] },
  },
  "api-security-added": {
    direction: "request",
    level: "safe",
    means: "the operation can be called in one more way",
    of: "operation",
    base: { security: [{ key: [] }] },
    revision: { security: [{ key: [] }, { oauth: [] }] },
  },
  "api-security-removed": {
    direction: "request",
    level: "breaking",
    means: "the operation can no longer be called in one of the ways",
    of: "operation",
    base: { security: [{ key: [] }, { oauth: [] }] },
    revision: { security: [{ key: [] }] },
  },
  "api-security-scope-added": {
    direction: "request",
    level: "breaking",
    means: "calling the operation needs one more scope",
    of: "operation",
    base: { security: [{ oauth: [] }] },
    revision: { security: [{ oauth: ["read"] }] },
  },
  "api-security-scope-removed": {
    direction: "request",
    level: "safe",
    means: "calling the operation needs one scope less",
    of: "operation",
    base: { security: [{ oauth: ["read"] }] },
    revision: { security: [{ oauth: [] }] },
  },
  "api-global-security-became-required": {
    direction: "request",
    level: "breaking",
    means: "operations without `security` of their own can no longer be called without credentials",
    of: "document",
    base: { security: [] },
    revision: { security: [{ key: [] }] },
  },
  "api-global-security-became-optional": {
    direction: "request",
    level: "safe",
    means: "operations without `security` of their own can be called without credentials",
    of: "document",
    base: { security: [{ key: [] }] },
    revision: { security: [{ key: [] }, {}] },
  },
  "api-global-security-added": {
    direction: "request",
    level: "safe",
    means: "operations without `security` of their own can be called in one more way",
    of: "document",
    base: { security: [{ key: [] }] },
    revision: { security: [{ key: [] }, { oauth: [] }] },
  },
  "api-global-security-removed": {
    direction: "request",
    level: "breaking",
    means: "operations without `security` of their own can no longer be called in one of the ways",
    of: "document",
    base: { security: [{ key: [] }, { oauth: [] }] },
    revision: { security: [{ key: [] }] },
  },
  "api-global-security-scope-added": {
    direction: "request",
    level: "breaking",
    means: "calling operations without `security` of their own needs one more scope",
    of: "document",
    base: { security: [{ oauth: [] }] },
    revision: { security: [{ oauth: ["read"] }] },
  },
  "api-global-security-scope-removed": {
    direction: "request",
    level: "safe",
    means: "calling operations without `security` of their own needs one scope less",
    of: "document",
    base: { security: [{ oauth: ["read"] }] },
    revision: { security: [{ oauth: [] }] },
  },
  "api-security-component-added": {
    direction: "none",
    level: "safe",
    means: "a security scheme is new",
    of: "document",
    base: {},
    revision: { components: { securitySchemes: { main: { type: "http", scheme: "bearer" } } } },
  },
  "api-security-component-removed": {
    direction: "none",
    level: "safe",
    means: "a security scheme is gone",
    of: "document",
    base: { components: { securitySchemes: { main: { type: "http", scheme: "bearer" } } } },
    revision: {},
  },
  "api-security-component-oauth-url-changed": {
    direction: "none",
    level: "safe",
    means: "an OAuth scheme has another `authorizationUrl`",
    of: "document",
    base: {
      components: {
        securitySchemes: {
          main: { type: "oauth2", flows: { implicit: { authorizationUrl: "https://a.example" } } },
        },
      },
    },
    revision: {
      components: {
        securitySchemes: {
          main: { type: "oauth2", flows: { implicit: { authorizationUrl: "https://b.example" } } },
        },
      },
    },
  },
  "api-security-component-oauth-token-url-changed": {
    direction: "none",
    level: "safe",
    means: "an OAuth scheme has another `tokenUrl`",
    of: "document",
    base: {
      components: {
        securitySchemes: { main: { type: "oauth2", flows: { implicit: { tokenUrl: "https://a.example" } } } },
      },
    },
    revision: {
      components: {
        securitySchemes: { main: { type: "oauth2", flows: { implicit: { tokenUrl: "https://b.example" } } } },
      },
    },
  },
  "api-security-component-oauth-refresh-url-changed": {
    direction: "none",
    level: "safe",
    means: "an OAuth scheme has another `refreshUrl`",
    of: "document",
    base: {
      components: {
        securitySchemes: {
          main: { type: "oauth2", flows: { implicit: { refreshUrl: "https://a.example" } } },
        },
      },
    },
    revision: {
      components: {
        securitySchemes: {
          main: { type: "oauth2", flows: { implicit: { refreshUrl: "https://b.example" } } },
        },
      },
    },
  },
  "api-security-component-oauth-scope-added": {
    direction: "none",
    level: "safe",
    means: "an OAuth scheme has one more scope",
    of: "document",
    base: {
      components: { securitySchemes: { main: { type: "oauth2", flows: { implicit: { scopes: {} } } } } },
    },
    revision: {
      components: {
        securitySchemes: { main: { type: "oauth2", flows: { implicit: { scopes: { read: "" } } } } },
      },
    },
  },
  "api-security-component-oauth-scope-removed": {
    direction: "none",
    level: "safe",
    means: "an OAuth scheme has one scope less",
    of: "document",
    base: {
      components: {
        securitySchemes: { main: { type: "oauth2", flows: { implicit: { scopes: { read: "" } } } } },
      },
    },
    revision: {
      components: { securitySchemes: { main: { type: "oauth2", flows: { implicit: { scopes: {} } } } } },
    },
  },
} as const satisfies DocumentChanges;
