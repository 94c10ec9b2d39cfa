import type { DocumentChanges } from "./document-change.ts";

/** The changes of requests that the provider sends: callbacks and webhooks. */
export const outgoingChanges = {
  "callback-added": {
    direction: "none",
    level: "safe",
    means: "a callback is new",
    of: "operation",
    base: { callbacks: {} },
    revision: {
      callbacks: {
        sent: {
          "{$request.body#/url}": {
            post: {
              requestBody: { content: { "application/json": { schema: { type: "string" } } } },
              responses: { "200": { description: "ok" } },
            },
          },
        },
      },
    },
  },
  "callback-removed": {
    direction: "none",
    level: "breaking",
    means: "a callback is gone",
    of: "operation",
    base: {
      callbacks: {
        sent: {
          "{$request.body#/url}": {
            post: {
              requestBody: { content: { "application/json": { schema: { type: "string" } } } },
              responses: { "200": { description: "ok" } },
            },
          },
        },
      },
    },
    revision: { callbacks: {} },
  },
  "callback-changed": {
    direction: "none",
    level: "risky",
    means: "what a callback sends, or wants to be answered, changed; who is hurt depends on the receiver",
    of: "operation",
    base: {
      callbacks: {
        sent: {
          "{$request.body#/url}": {
            post: {
              requestBody: { content: { "application/json": { schema: { type: "string" } } } },
              responses: { "200": { description: "ok" } },
            },
          },
        },
      },
    },
    revision: {
      callbacks: {
        sent: {
          "{$request.body#/url}": {
            post: {
              requestBody: { content: { "application/json": { schema: { type: "integer" } } } },
              responses: { "200": { description: "ok" } },
            },
          },
        },
      },
    },
  },
  "webhook-added": {
    direction: "none",
    level: "safe",
    means: "a webhook is new",
    of: "document",
    base: { webhooks: {} },
    revision: {
      webhooks: {
        sent: {
          post: {
            requestBody: { content: { "application/json": { schema: { type: "string" } } } },
            responses: { "200": { description: "ok" } },
          },
        },
      },
    },
  },
  "webhook-removed": {
    direction: "none",
    level: "breaking",
    means: "a webhook is gone",
    of: "document",
    base: {
      webhooks: {
        sent: {
          post: {
            requestBody: { content: { "application/json": { schema: { type: "string" } } } },
            responses: { "200": { description: "ok" } },
          },
        },
      },
    },
    revision: { webhooks: {} },
  },
  "webhook-changed": {
    direction: "none",
    level: "risky",
    means: "what a webhook sends, or wants to be answered, changed; who is hurt depends on the receiver",
    of: "document",
    base: {
      webhooks: {
        sent: {
          post: {
            requestBody: { content: { "application/json": { schema: { type: "string" } } } },
            responses: { "200": { description: "ok" } },
          },
        },
      },
    },
    revision: {
      webhooks: {
        sent: {
          post: {
            requestBody: { content: { "application/json": { schema: { type: "integer" } } } },
            responses: { "200": { description: "ok" } },
          },
        },
      },
    },
  },
} as const satisfies DocumentChanges;
