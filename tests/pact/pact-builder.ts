import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json, JsonObject } from "../../src/json/json.ts";

/** Parts of an interaction in the shape of version 2, whatever version it is written in. */
export interface Written {
  readonly description?: string;
  readonly states?: readonly { name: string; params?: JsonObject }[];
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: JsonObject;
  readonly body?: Json;
  readonly status?: number;
  /** Of version 4 alone. */
  readonly statusRule?: Json;
  readonly answerHeaders?: JsonObject;
  readonly answer?: Json;
  /** Matching rules of the answer's body: JSON path to rule. */
  readonly matched?: JsonObject;
}

export const HELLO: JsonObject = { sender: "contact", message: { type: "text", text: "Hello" } };
const ACCEPTED: JsonObject = { success: true, data: { message: { id: "m-1" } } };
const JSON_TYPE = { "Content-Type": "application/json" };

/** A send that is right in every respect, but for what is said. */
export function send(written: Written = {}): Written {
  return {
    description: "a send",
    states: [{ name: "a session exists" }],
    method: "POST",
    path: "/chat/sessions/1/send",
    headers: { ...JSON_TYPE, Authorization: "Bearer example" },
    body: HELLO,
    status: 200,
    answerHeaders: JSON_TYPE,
    answer: ACCEPTED,
    matched: { "$.data.message.id": { match: "type" } },
    ...written,
  };
}

/** A read that is right in every respect, but for what is said. */
export function read(path: string, written: Written = {}): Written {
  const { body: _, ...rest } = send();
  return {
    ...rest,
    method: "GET",
    path,
    headers: { Authorization: "Bearer example" },
    answer: {},
    matched: {},
    ...written,
  };
}

/** A pact file of version 2, 3 or 4. */
export function pactJson(version: 2 | 3 | 4, interactions: readonly Written[]): JsonObject {
  return {
    consumer: { name: "bot" },
    provider: { name: "opencx" },
    interactions: interactions.map((written) => (version === 2 ? flat(written) : nested(written, version))),
    metadata: { pactSpecification: { version: `${version}.0` } },
  };
}

/** Runs with a pact file that holds this. */
export async function withPact<T>(json: Json, run: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "opencx-pact-test-"));
  try {
    const file = join(folder, "pact.json");
    await writeFile(file, JSON.stringify(json));
    return await run(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function flat(written: Written): JsonObject {
  const [state] = written.states ?? [];
  const rules = Object.entries(written.matched ?? {}).map(([path, rule]) => [
    path.replace("$", "$.body"),
    rule,
  ]);
  return defined({
    description: written.description ?? "",
    providerState: state?.name,
    request: requestOf(written),
    response: {
      ...responseOf(written),
      ...(rules.length > 0 ? { matchingRules: Object.fromEntries(rules) as JsonObject } : {}),
    },
  });
}

function nested(written: Written, version: 3 | 4): JsonObject {
  const rules = Object.entries(written.matched ?? {}).map(([path, rule]) => [
    path,
    { combine: "AND", matchers: [rule] },
  ]);
  const wrap = (message: JsonObject): JsonObject =>
    version === 4 && message.body !== undefined
      ? { ...message, body: { content: message.body, contentType: "application/json", encoded: false } }
      : message;
  return defined({
    ...(version === 4 ? { type: "Synchronous/HTTP" } : {}),
    description: written.description ?? "",
    providerStates: (written.states ?? []) as unknown as Json,
    request: wrap(requestOf(written)),
    response: {
      ...wrap(responseOf(written)),
      matchingRules: {
        body: Object.fromEntries(rules) as JsonObject,
        ...(written.statusRule === undefined
          ? {}
          : { status: { $: { matchers: [{ match: "statusCode", status: written.statusRule }] } } }),
      },
    },
  });
}

function requestOf({ method = "GET", path = "/", query, headers, body }: Written): JsonObject {
  return defined({ method, path, query, headers, body });
}

function responseOf({ status = 200, answerHeaders, answer }: Written): JsonObject {
  return defined({ status, headers: answerHeaders, body: answer });
}

function defined(object: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as JsonObject;
}
