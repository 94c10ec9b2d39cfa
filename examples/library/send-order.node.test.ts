// Code that uses the client, tested without a network: node --test send-order.node.test.ts
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, createReferenceProvider } from "opencx-conformance";
import { sendOrder } from "./send-order.ts";

const provider = createReferenceProvider({ tokens: [{ token: "full-key" }] });
const client = createClient({
  baseUrl: "http://opencx.example",
  token: "full-key",
  fetch: provider.fetch,
});

test("an order reaches the session's custom data", async () => {
  const { data: session } = await client.POST("/chat/sessions", { body: { channel: { type: "api" } } });
  assert.ok(session);
  await sendOrder(client, session.id, "A-17");
  const { data } = await client.GET("/chat/sessions/{session_id}", {
    params: { path: { session_id: session.id } },
  });
  assert.deepEqual(data?.custom_data, { order: "A-17" });
});

test("a session that does not exist is an error", async () => {
  await assert.rejects(sendOrder(client, "00000000-0000-4000-8000-000000000000", "A-17"), /refused with 404/);
});
