import type { Json, JsonObject } from "../../json/json.ts";
import { sessionPath } from "../../send-message/contract/operations.ts";
import type { StateNeed } from "../../send-message/pact-states/resolve-state.ts";

/** What a written interaction says; everything that is left out is not said. */
export interface WrittenInteraction extends UnnamedInteraction {
  readonly description: string;
  /** For the reader of the pact: the rule, its sentence. */
  readonly comments: readonly string[];
}

/** The same without its name. */
export interface UnnamedInteraction {
  readonly states: readonly StateNeed[];
  readonly request: {
    readonly method: "GET" | "POST";
    /** Behind the session: `/send`, `/history` or nothing. */
    readonly end: string;
    readonly authorized: boolean;
    readonly body?: WrittenBody;
  };
  readonly response: {
    /** A status, or any of a class. */
    readonly status: number | "success" | "clientError";
    readonly body?: JsonObject;
    /** Matching rules of the body: JSON path to one rule. */
    readonly rules?: Readonly<Record<string, JsonObject>>;
  };
}

/** A body as JSON, or as bytes where JSON cannot say it. */
export type WrittenBody = { readonly json: Json } | { readonly base64: string; readonly contentType: string };

/** Stands in the path; the provider state gives the real one. */
const EXAMPLE_SESSION = "0b0f7c3a-3f5b-4b8a-9a57-6f1d6c9f9b11";
const EXAMPLES = { success: 200, clientError: 400 };

/** A version 4 interaction, as it stands in a pact file. */
function interactionJson({
  description,
  comments,
  states,
  request,
  response,
}: WrittenInteraction): JsonObject {
  const { method, end, authorized, body } = request;
  const { status, rules = {} } = response;
  const example = typeof status === "number" ? status : EXAMPLES[status];
  return {
    type: "Synchronous/HTTP",
    description,
    pending: false,
    comments: { text: [...comments] },
    providerStates: states.map(({ name, params }) => ({
      name,
      ...(Object.keys(params).length > 0 ? { params } : {}),
    })),
    request: {
      method,
      path: sessionPath(EXAMPLE_SESSION, end),
      headers: {
        ...(authorized ? { Authorization: ["Bearer example-key"] } : {}),
        ...(body ? { "Content-Type": ["base64" in body ? body.contentType : "application/json"] } : {}),
      },
      ...(body ? { body: bodyJson(body) } : {}),
      generators: { path: { type: "ProviderState", expression: sessionPath("${sessionId}", end) } },
      matchingRules: {
        path: ruled({ match: "regex", regex: `^${sessionPath("[^/]+", end)}$` }),
        ...(authorized ? { header: { Authorization: ruled({ match: "regex", regex: "^Bearer .+$" }) } } : {}),
      },
    },
    response: {
      status: example,
      ...(response.body ? { body: bodyJson({ json: response.body }) } : {}),
      matchingRules: {
        ...(typeof status === "number" ? {} : { status: { $: ruled({ match: "statusCode", status }) } }),
        body: Object.fromEntries(Object.entries(rules).map(([path, rule]) => [path, ruled(rule)])),
      },
    },
  };
}

/** A version 4 pact file, byte for byte the same for the same interactions. */
export function pactText(consumer: string, interactions: readonly WrittenInteraction[]): string {
  const sorted = interactions.toSorted((a, b) => (a.description < b.description ? -1 : 1));
  const pact = {
    consumer: { name: consumer },
    provider: { name: "opencx" },
    interactions: sorted.map(interactionJson),
    metadata: { pactSpecification: { version: "4.0" } },
  };
  return `${JSON.stringify(pact, null, 2)}\n`;
}

function ruled(rule: JsonObject): JsonObject {
  return { combine: "AND", matchers: [rule] };
}

function bodyJson(body: WrittenBody): JsonObject {
  return "json" in body
    ? { content: body.json, contentType: "application/json", encoded: false }
    : { content: body.base64, contentType: body.contentType, encoded: "base64" };
}
