import type { JsonObject } from "../src/json/json.ts";
import type { StatusMatcher } from "./consumer-pact.ts";

// Matchers in Pact's integration format: the library has no function for a pattern together with an injected value,
// nor for "not empty".

/** The id that stands in the examples; provider states put a real one in its place. */
export const SESSION_ID = "0b0f7c3a-3f5b-4b8a-9a57-6f1d6c9f9b11";

/** The contact's address in the examples. */
export const CONTACT_EMAIL = "sam@example.com";

/** A path below the session that a provider state made, or that it says does not exist. */
export function sessionPath(end = "") {
  return {
    "pact:matcher:type": "regex",
    regex: `^/chat/sessions/[^/]+${end}$`,
    value: `/chat/sessions/${SESSION_ID}${end}`,
    "pact:generator:type": "ProviderState",
    expression: `/chat/sessions/\${sessionId}${end}`,
  } as const;
}

/** A value that a provider state gives. */
export function given(name: "contactEmail" | "contactId", example: string) {
  return {
    "pact:matcher:type": "type",
    value: example,
    "pact:generator:type": "ProviderState",
    expression: `\${${name}}`,
  } as const;
}

/** Any value of the example's JSON type. */
export function like<T>(value: T) {
  return { "pact:matcher:type": "type", value } as const;
}

/** A string that the pattern matches as a whole. */
export function matching(pattern: string, value: string) {
  return { "pact:matcher:type": "regex", regex: `^(${pattern})$`, value } as const;
}

/** The Authorization header of the examples; the verifier puts the real key in. */
export const AUTHORIZATION = { authorization: matching("Bearer .+", "Bearer example-key") };

/** The body is JSON, which is checked with it; how exactly its media type is written is left open. */
export const JSON_ANSWER = { "Content-Type": like("application/json") };

/** The documented error shape. Its message is a text or a list of texts, in any words. */
export function errorShape(statusCode: number, error: string): JsonObject {
  return {
    statusCode,
    message: { "pact:matcher:type": "notEmpty", value: error },
    error: like(error),
  };
}

/** The answer to an accepted message: `success`, and an id that the provider chose. */
export const ACCEPTED = { success: like(true), data: { message: { id: like("message-id") } } };

/** An answer that accepts: the page names no status. */
export const ANY_SUCCESS: StatusMatcher = {
  "pact:matcher:type": "statusCode",
  status: "success",
  value: 200,
};

/** An answer that refuses, where the page does not say with which status. */
export function anyRefusal(value: number): StatusMatcher {
  return { "pact:matcher:type": "statusCode", status: "clientError", value };
}
