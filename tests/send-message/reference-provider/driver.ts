import type { Json, JsonObject } from "../../../src/json/json.ts";
import {
  createReferenceProvider,
  DEFAULT_TOKEN,
  type ReferenceProviderOptions,
} from "../../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../../src/send-message/reference-provider/listen.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
}

type Raw = string | Uint8Array<ArrayBuffer>;

/** Talks to one provider; bodies are JSON values, or text and bytes as they are. */
export interface Driver {
  call(method: string, path: string, body?: Json): Promise<Reply>;
  raw(method: string, path: string, text: Raw | null, headers?: Record<string, string>): Promise<Reply>;
  /** Creates a session and gives its id. */
  session(body?: JsonObject): Promise<string>;
  /** Sends the members given, with a sender and a message. */
  send(session: string, members?: JsonObject): Promise<Reply>;
  get(session: string): Promise<JsonObject>;
  history(session: string): Promise<JsonObject[]>;
  close(): Promise<void>;
}

const AUTH = { authorization: `Bearer ${DEFAULT_TOKEN}`, "content-type": "application/json" };

/** A fresh provider behind its fetch handler, or on a socket. */
export async function drive(
  way: "handler" | "socket",
  options: ReferenceProviderOptions = {},
): Promise<Driver> {
  const provider = createReferenceProvider(options);
  const listening = way === "socket" ? await listen(provider) : undefined;
  const base = listening?.url ?? "http://localhost";
  const raw: Driver["raw"] = async (method, path, text, headers = {}) => {
    const request = new Request(base + path, { method, headers: { ...AUTH, ...headers }, body: text });
    const response = await (listening ? fetch(request) : provider.fetch(request));
    const got = await response.text();
    return { status: response.status, headers: response.headers, text: got, body: parsed(got) };
  };
  const call: Driver["call"] = (method, path, body) =>
    raw(method, path, body === undefined ? null : JSON.stringify(body));
  return {
    raw,
    call,
    session: async (body = {}) => (await call("POST", "/chat/sessions", body)).body.id as string,
    send: (session, members = {}) =>
      call("POST", `/chat/sessions/${session}/send`, {
        sender: "contact",
        message: { type: "text", text: "hello" },
        ...members,
      }),
    get: async (session) => (await call("GET", `/chat/sessions/${session}`)).body,
    history: async (session) =>
      (await call("GET", `/chat/sessions/${session}/history`)).body.items as JsonObject[],
    close: async () => (listening ? listening.close() : provider.idle()),
  };
}

function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
