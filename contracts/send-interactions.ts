import assert from "node:assert/strict";
import type { components } from "../generated/opencx.ts";
import { createClient } from "../src/send-message/client/create-client.ts";
import type { ConsumerTest } from "./consumer-pact.ts";
import { KEYS, NUMBERS, TEXTS } from "./corpus.ts";
import {
  ACCEPTED,
  ANY_SUCCESS,
  AUTHORIZATION,
  anyRefusal,
  CONTACT_EMAIL,
  errorShape,
  given,
  JSON_ANSWER,
  like,
  matching,
  SESSION_ID,
  sessionPath,
} from "./expectations.ts";

type SendBody = components["schemas"]["SendMessageRequest"];

const SESSION = ["a session exists"] as const;
const CONTACT = ["a contact exists"] as const;
const HELLO = { type: "text", text: "I need help with this order" };

/** Sends of our client that are accepted. */
export const acceptedSends: readonly ConsumerTest[] = [
  accepted("a message of the contact", [SESSION], { sender: "contact", message: HELLO }),
  accepted("a message of an agent who takes over from the AI", [SESSION], {
    sender: "agent",
    message: { type: "text", text: "I will look into it." },
    agent: { name: "Alex", avatar_url: "https://example.com/alex.png" },
    should_take_over_session_from_ai: true,
  }),
  accepted("a message with attachments", [SESSION], {
    sender: "contact",
    message: {
      type: "text",
      text: "Two files",
      attachments: [
        { name: "a.txt", url: "https://example.com/a.txt", mime_type: "text/plain" },
        { name: "b.txt", base64: "aGVsbG8=", mime_type: "text/plain" },
      ],
    },
  }),
  accepted("a message with session custom data", [SESSION], {
    sender: "contact",
    message: HELLO,
    custom_data: { order_id: "ord_123", cart_value: 149.99, gift: false },
  }),
  accepted("a message with contact custom data", [CONTACT, SESSION], {
    sender: "contact",
    message: HELLO,
    contact: { custom_data: { plan: "pro", region: "emea" } },
  }),
  accepted("the example of the page, with custom data of both kinds", [CONTACT, SESSION], {
    sender: "contact",
    custom_data: { order_id: "ord_123", cart_value: 149.99, priority: "high" },
    contact: { custom_data: { plan: "pro", region: "emea" } },
    message: HELLO,
  }),
  accepted(
    "a message that says who the contact is",
    [CONTACT, SESSION],
    { sender: "contact", message: HELLO, contact: { name: "Sam", email: CONTACT_EMAIL } },
    { contact: { name: like("Sam"), email: given("contactEmail", CONTACT_EMAIL) } },
  ),
  accepted("a message with unusual texts and numbers in custom data", [CONTACT, SESSION], {
    sender: "contact",
    message: HELLO,
    custom_data: { ...TEXTS, ...NUMBERS },
    contact: { custom_data: TEXTS },
  }),
  accepted("a message with unusual keys in custom data", [CONTACT, SESSION], {
    sender: "agent",
    message: HELLO,
    custom_data: KEYS,
    contact: { custom_data: KEYS },
  }),
  accepted("a message with empty custom data", [CONTACT, SESSION], {
    sender: "contact",
    message: HELLO,
    custom_data: {},
    contact: { custom_data: {} },
  }),
];

/** Sends of our client that are refused. */
export const refusedSends: readonly ConsumerTest[] = [
  refused("a nested object in session custom data", [SESSION], 400, {
    sender: "contact",
    message: HELLO,
    custom_data: { order: { id: "ord_123" } },
  }),
  refused("a nested object in contact custom data", [CONTACT, SESSION], 400, {
    sender: "contact",
    message: HELLO,
    contact: { custom_data: { address: { city: "Berlin" } } },
  }),
  refused("a nested object beside valid custom data", [CONTACT, SESSION], 400, {
    sender: "agent",
    message: HELLO,
    custom_data: { order_id: "ord_123", priority: "high", shipping: { city: "Berlin" } },
    contact: { custom_data: { plan: "pro" } },
  }),
  refused("a message without sender", [SESSION], "4xx", { message: HELLO }),
  refused("a send without message", [SESSION], "4xx", { sender: "contact" }),
  refused("a message without an API key", [SESSION, ["no api key"]], 401, {
    sender: "contact",
    message: HELLO,
  }),
  refused("a message with a wrong API key", [SESSION, ["an unknown api key"]], 401, {
    sender: "contact",
    message: HELLO,
  }),
  refused("a message with a key that may only read", [SESSION, ["an api key without write scope"]], 403, {
    sender: "contact",
    message: HELLO,
  }),
  refused("a message to an unknown session", [["the session does not exist"]], "4xx", {
    sender: "contact",
    message: HELLO,
  }),
];

/** A send that is answered 429: another pact, since it asks for a provider that limits requests. */
export const limitedSend: ConsumerTest = {
  description: "a message beyond the request limit",
  given: [SESSION, ["the request limit is used up"]],
  request: sendRequest(matchable({ sender: "contact", message: HELLO })),
  response: {
    status: { "pact:matcher:type": "statusCode", status: [429, 503], value: 429 },
    headers: { "Retry-After": matching("[0-9]+|[A-Z][a-z]{2}, [^;]+ GMT", "1") },
  },
  async call(baseUrl) {
    const { response } = await send(baseUrl, { sender: "contact", message: HELLO });
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("retry-after"), "1");
  },
};

function accepted(
  description: string,
  states: ConsumerTest["given"],
  body: SendBody,
  injected: object = {},
): ConsumerTest {
  return {
    description,
    given: states,
    request: sendRequest({ ...matchable(body), ...injected }),
    response: { status: ANY_SUCCESS, headers: JSON_ANSWER, body: ACCEPTED },
    async call(baseUrl) {
      const { data, error } = await send(baseUrl, body);
      assert.equal(error, undefined);
      assert.equal(data?.success, true);
      assert.equal(data?.data.message.id, "message-id");
    },
  };
}

// What the types of our client refuse, programs without types send all the same.
function refused(
  description: string,
  states: ConsumerTest["given"],
  status: 400 | 401 | 403 | "4xx",
  body: object,
): ConsumerTest {
  const { headers, ...request } = sendRequest(matchable(body));
  const keyless = states.some(([state]) => state === "no api key");
  const names = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden" };
  return {
    description,
    given: states,
    request: { ...request, headers: keyless ? {} : headers },
    response:
      status === "4xx"
        ? { status: anyRefusal(400) }
        : { status, headers: JSON_ANSWER, body: errorShape(status, names[status]) },
    async call(baseUrl) {
      const { data, error, response } = await send(baseUrl, body as SendBody, keyless);
      assert.equal(data, undefined);
      assert.equal(response.status, status === "4xx" ? 400 : status);
      if (status !== "4xx") assert.equal(error?.statusCode, status);
    },
  };
}

function sendRequest(body: object): ConsumerTest["request"] {
  return { method: "POST", path: sessionPath("/send"), headers: AUTHORIZATION, body };
}

// The consumer fixes who may send; of everything else only the types.
function matchable(body: object): object {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      name === "sender" ? matching("contact|agent", value as string) : like(value),
    ]),
  );
}

async function send(baseUrl: string, body: SendBody, keyless = false) {
  const client = createClient({
    baseUrl,
    token: "example-key",
    fetch: (request) => {
      if (keyless) request.headers.delete("authorization");
      return fetch(request);
    },
  });
  return client.POST("/chat/sessions/{session_id}/send", {
    params: { path: { session_id: SESSION_ID } },
    body,
  });
}
