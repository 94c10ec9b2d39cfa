import { canonical } from "../../json/canonical.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { withoutUndefined } from "../../json/without-undefined.ts";
import { type OperationId, sessionPath } from "../../send-message/contract/operations.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import type { StateNeed } from "../../send-message/pact-states/resolve-state.ts";
import { EXAMPLE_ID } from "./text-formats.ts";

/** What a written interaction says; everything that is left out is not said. */
export interface WrittenInteraction extends UnnamedInteraction {
  readonly description: string;
  /** For the reader of the pact: the rule, its sentence. */
  readonly comments?: readonly string[];
}

/** The same without its name. */
export interface UnnamedInteraction {
  readonly states: readonly StateNeed[];
  readonly request: {
    readonly operation: OperationId;
    readonly authorized: boolean;
    readonly body?: WrittenBody;
    readonly rules?: BodyRules;
  };
  readonly response: {
    /** A status, or any of a class. */
    readonly status: number | "success" | "clientError";
    readonly headers?: JsonObject;
    readonly body?: Json;
    readonly rules?: BodyRules;
  };
}

/** Matching rules of a body: JSON path to one rule. */
export type BodyRules = Readonly<Record<string, JsonObject>>;

/** A body as JSON, or as bytes where JSON cannot say it. */
export type WrittenBody = { readonly json: Json } | { readonly base64: string; readonly contentType: string };

const EXAMPLES = { success: 200, clientError: 400 };
const SESSION = /\{[^}]+\}/;

/**
 * A version 4 pact file with the provider opencx: canonical JSON in lines, its interactions in the order of their
 * descriptions, so that equal ones have equal bytes.
 */
export function pactText(consumer: string, interactions: readonly WrittenInteraction[]): string {
  const sorted = interactions.toSorted((a, b) => (a.description < b.description ? -1 : 1));
  const pact = {
    consumer: { name: consumer },
    provider: { name: "opencx" },
    interactions: sorted.map(interactionJson),
    metadata: { pactSpecification: { version: "4.0" } },
  };
  return `${JSON.stringify(JSON.parse(canonical(pact)), null, 2)}\n`;
}

/** A rule for texts that match a pattern. */
export function regex(pattern: string): JsonObject {
  return { match: "regex", regex: pattern };
}

function interactionJson(it: WrittenInteraction): JsonObject {
  const { description, comments, states, request, response } = it;
  const { operation, authorized, body } = request;
  const { status, headers, body: answer } = response;
  const { method, path } = pageContract.operations[operation];
  // The id in the path is an example: the provider state gives the real one.
  const end = path.split(SESSION)[1];
  const isExact = typeof status === "number";
  return withoutUndefined({
    type: "Synchronous/HTTP",
    description,
    pending: false,
    comments: comments && { text: [...comments] },
    providerStates: states.map(({ name, params }) =>
      Object.keys(params).length > 0 ? { name, params } : { name },
    ),
    request: withoutUndefined({
      method,
      path: path.replace(SESSION, EXAMPLE_ID),
      headers: {
        ...(authorized ? { authorization: ["Bearer example-key"] } : {}),
        ...(body ? { "Content-Type": ["base64" in body ? body.contentType : "application/json"] } : {}),
      },
      body: body && bodyJson(body),
      generators:
        end === undefined
          ? undefined
          : { path: { type: "ProviderState", expression: sessionPath("${sessionId}", end) } },
      matchingRules: withoutUndefined({
        path: end === undefined ? undefined : ruled(regex(`^${sessionPath("[^/]+", end)}$`)),
        header: authorized ? { authorization: ruled(regex("^Bearer .+$")) } : undefined,
        body: rulesJson(request.rules),
      }),
    }),
    response: withoutUndefined({
      status: isExact ? status : EXAMPLES[status],
      headers,
      body: answer === undefined ? undefined : bodyJson({ json: answer }),
      matchingRules: withoutUndefined({
        status: isExact ? undefined : { $: ruled({ match: "statusCode", status }) },
        body: rulesJson(response.rules),
      }),
    }),
  });
}

function rulesJson(rules: BodyRules | undefined): JsonObject | undefined {
  return rules && Object.fromEntries(Object.entries(rules).map(([path, rule]) => [path, ruled(rule)]));
}

function ruled(rule: JsonObject): JsonObject {
  return { combine: "AND", matchers: [rule] };
}

function bodyJson(body: WrittenBody): JsonObject {
  return "json" in body
    ? { content: body.json, contentType: "application/json", encoded: false }
    : { content: body.base64, contentType: body.contentType, encoded: "base64" };
}
