import assert from "node:assert/strict";
import type { JsonObject } from "../src/json/json.ts";
import { createClient, type OpenCxClient } from "../src/send-message/client/create-client.ts";
import type { ConsumerTest } from "./consumer-pact.ts";
import { KEYS, NUMBERS, TEXTS } from "./corpus.ts";
import {
  ANY_SUCCESS,
  AUTHORIZATION,
  anyRefusal,
  errorShape,
  given,
  JSON_ANSWER,
  like,
  matching,
  SESSION_ID,
  sessionPath,
} from "./expectations.ts";

const CONTACT_ID = "5a0f6c1e-7d0b-4c55-9a56-0d9a0c1e2f3b";
const UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

// Of what the siblings answer, our client counts on this alone.
const SESSION = { id: matching(UUID, SESSION_ID) };

/** Create Session and Create contact, as our client uses them. */
export const creations: readonly ConsumerTest[] = [
  create("a session without anything else", [], "/chat/sessions", {}, { id: matching(UUID, SESSION_ID) }),
  create(
    "a session with custom data and a contact",
    [],
    "/chat/sessions",
    {
      channel: { type: "api" },
      verified: true,
      custom_data: { order_id: "ord_123", cart_value: 149.99, gift: false },
      contact: { name: "Sam", custom_data: { plan: "pro" } },
    },
    { id: matching(UUID, SESSION_ID) },
  ),
  create(
    "a session of a known contact",
    [["a contact exists"]],
    "/chat/sessions",
    { contact_id: CONTACT_ID },
    { id: matching(UUID, SESSION_ID) },
    { contact_id: given("contactId", CONTACT_ID) },
  ),
  create(
    "a contact with custom data",
    [],
    "/contacts",
    { contact: { name: "Sam", custom_data: { plan: "pro" } } },
    { id: like(CONTACT_ID) },
  ),
  {
    description: "a session with nested custom data",
    given: [],
    request: post("/chat/sessions", { custom_data: { order: { id: "ord_123" } } }),
    response: { status: 400, headers: JSON_ANSWER, body: errorShape(400, "Bad Request") },
    async call(baseUrl) {
      const body = { custom_data: { order: { id: "ord_123" } } } as JsonObject;
      const { error } = await clientOf(baseUrl).POST("/chat/sessions", { body: body as object });
      assert.equal(error?.statusCode, 400);
    },
  },
];

/** Get Session and List history, as our client uses them to see what a send did. */
export const reads: readonly ConsumerTest[] = [
  readSession("a session", [["a session exists"]], SESSION),
  readSession(
    "session custom data as it was sent, of every type",
    [
      ["a session exists"],
      ["a message was sent", { custom_data: { text: "", number: 149.99, zero: 0, yes: true, no: false } }],
    ],
    { ...SESSION, custom_data: { text: "", number: 149.99, zero: 0, yes: true, no: false } },
  ),
  readSession(
    "session custom data in which a later send was merged",
    [
      ["a session with custom data", { custom_data: { order_id: "ord_123", priority: "low" } }],
      ["a message was sent", { custom_data: { priority: "high", cart_value: 149.99 } }],
    ],
    { ...SESSION, custom_data: { order_id: "ord_123", priority: "high", cart_value: 149.99 } },
  ),
  readSession(
    "contact custom data in which a later send was merged",
    [
      ["a contact with custom data", { custom_data: { plan: "free", region: "emea" } }],
      ["a session exists"],
      ["a message was sent", { contact_custom_data: { plan: "pro", tier: "gold" } }],
    ],
    { ...SESSION, contact: { custom_data: { plan: "pro", region: "emea", tier: "gold" } } },
  ),
  readSession(
    "contact custom data in another session of the same contact",
    [
      ["a contact exists"],
      ["a session exists"],
      ["a message was sent", { contact_custom_data: { plan: "pro" } }],
      ["a session exists"],
    ],
    { ...SESSION, contact: { custom_data: { plan: "pro" } } },
  ),
  readSession(
    "custom data of session and contact under the same key",
    [
      ["a contact exists"],
      ["a session exists"],
      [
        "a message was sent",
        { custom_data: { plan: "of the session" }, contact_custom_data: { plan: "of the contact" } },
      ],
    ],
    {
      ...SESSION,
      custom_data: { plan: "of the session" },
      contact: { custom_data: { plan: "of the contact" } },
    },
  ),
  readSession(
    "custom data after messages without any",
    [
      ["a contact with custom data", { custom_data: { plan: "pro" } }],
      ["a session with custom data", { custom_data: { order_id: "ord_123" } }],
      ["a message was sent"],
      ["a message was sent", { custom_data: {}, contact_custom_data: {} }],
    ],
    { ...SESSION, custom_data: { order_id: "ord_123" }, contact: { custom_data: { plan: "pro" } } },
  ),
  readSession(
    "unusual texts in custom data",
    [
      ["a contact exists"],
      ["a session exists"],
      ["a message was sent", { custom_data: TEXTS, contact_custom_data: TEXTS }],
    ],
    { ...SESSION, custom_data: TEXTS, contact: { custom_data: TEXTS } },
  ),
  readSession(
    "unusual numbers in session custom data",
    [["a session exists"], ["a message was sent", { custom_data: NUMBERS }]],
    { ...SESSION, custom_data: NUMBERS },
  ),
  readSession(
    "unusual keys in custom data",
    [
      ["a contact exists"],
      ["a session exists"],
      ["a message was sent", { custom_data: KEYS, contact_custom_data: KEYS }],
    ],
    { ...SESSION, custom_data: KEYS, contact: { custom_data: KEYS } },
  ),
  {
    description: "an unknown session",
    given: [["the session does not exist"]],
    request: { method: "GET", path: sessionPath(), headers: AUTHORIZATION },
    response: { status: anyRefusal(404) },
    async call(baseUrl) {
      const { data } = await getSession(clientOf(baseUrl));
      assert.equal(data, undefined);
    },
  },
  {
    description: "the history after a message",
    given: [["a session exists"], ["a message was sent", { text: "I need help with this order" }]],
    request: { method: "GET", path: sessionPath("/history"), headers: AUTHORIZATION },
    response: {
      status: ANY_SUCCESS,
      headers: JSON_ANSWER,
      body: {
        items: {
          "pact:matcher:type": "arrayContains",
          variants: [{ event: { content: { text: "I need help with this order" } } }],
        },
      },
    },
    async call(baseUrl) {
      const { data } = await clientOf(baseUrl).GET("/chat/sessions/{session_id}/history", SESSION_PARAMS);
      assert.equal(data?.items[0]?.event.content?.text, "I need help with this order");
    },
  },
];

const SESSION_PARAMS = { params: { path: { session_id: SESSION_ID } } };

function create(
  what: string,
  states: ConsumerTest["given"],
  path: "/chat/sessions" | "/contacts",
  body: object,
  answer: object,
  injected: object = {},
): ConsumerTest {
  return {
    description: `the creation of ${what}`,
    given: states,
    request: post(path, { ...matchable(body), ...injected }),
    response: { status: ANY_SUCCESS, headers: JSON_ANSWER, body: answer },
    async call(baseUrl) {
      const { data } = await clientOf(baseUrl).POST(path, { body: body as never });
      assert.match(String(data?.id), new RegExp(`^${UUID}$`));
    },
  };
}

function readSession(what: string, states: ConsumerTest["given"], body: object): ConsumerTest {
  return {
    description: `a look at ${what}`,
    given: states,
    request: { method: "GET", path: sessionPath(), headers: AUTHORIZATION },
    response: { status: ANY_SUCCESS, headers: JSON_ANSWER, body },
    async call(baseUrl) {
      const { data } = await getSession(clientOf(baseUrl));
      assert.equal(data?.id, SESSION_ID);
      if ("custom_data" in body) assert.deepEqual(data?.custom_data, body.custom_data);
      if ("contact" in body) assert.deepEqual(data?.contact, body.contact);
    },
  };
}

function getSession(client: OpenCxClient) {
  return client.GET("/chat/sessions/{session_id}", SESSION_PARAMS);
}

function post(path: string, body: object): ConsumerTest["request"] {
  return { method: "POST", path, headers: AUTHORIZATION, body };
}

function matchable(body: object): object {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, like(value)]));
}

function clientOf(baseUrl: string): OpenCxClient {
  return createClient({ baseUrl, token: "example-key" });
}
