import { assertType, describe, expect, test } from "vitest";
import { createClient } from "../../../src/send-message/client/create-client.ts";
import {
  createReferenceProvider,
  DEFAULT_TOKEN,
} from "../../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../../src/send-message/reference-provider/listen.ts";

const message = { type: "text", text: "hello" };

function client(token = DEFAULT_TOKEN) {
  const provider = createReferenceProvider();
  return createClient({ baseUrl: "http://localhost", token, fetch: provider.fetch });
}

async function sessionOf(it: ReturnType<typeof client>): Promise<{ session_id: string }> {
  const { data } = await it.POST("/chat/sessions", { body: { custom_data: { a: 1 } } });
  return { session_id: data!.id };
}

describe("createClient", () => {
  test("sends, reads and lists", async () => {
    const it = client();
    const path = await sessionOf(it);
    const sent = await it.POST("/chat/sessions/{session_id}/send", {
      params: { path },
      body: { sender: "contact", message, custom_data: { b: "x", c: true } },
    });
    assertType<string | undefined>(sent.data?.data.message.id);
    expect(sent.data?.success).toBe(true);
    const session = await it.GET("/chat/sessions/{session_id}", { params: { path } });
    expect(session.data?.custom_data).toEqual({ a: 1, b: "x", c: true });
    const history = await it.GET("/chat/sessions/{session_id}/history", { params: { path, query: {} } });
    expect(history.data?.items.map(({ id }) => id)).toEqual([sent.data?.data.message.id]);
  });

  test("gives an error of the documented shape", async () => {
    const { data, error, response } = await client("wrong").POST("/chat/sessions", { body: {} });
    expect([data, error, response.status]).toEqual([
      undefined,
      { statusCode: 401, message: "Unauthorized", error: "Unauthorized" },
      401,
    ]);
  });

  test("uses the global fetch where no other is given", async () => {
    const { url, close } = await listen(createReferenceProvider());
    const { response } = await createClient({ baseUrl: url, token: DEFAULT_TOKEN }).POST("/chat/sessions", {
      body: {},
    });
    expect(response.status).toBe(201);
    await close();
  });

  test("encodes the session id", async () => {
    const urls: string[] = [];
    const it = createClient({
      baseUrl: "http://localhost",
      token: "t",
      fetch: async ({ url }) => {
        urls.push(url);
        return Response.json({});
      },
    });
    await it.GET("/chat/sessions/{session_id}", { params: { path: { session_id: "a/b?c#d" } } });
    expect(urls).toEqual(["http://localhost/chat/sessions/a%2Fb%3Fc%23d"]);
  });

  test("refuses at compile time what the page refuses", () => {
    const send = (it: ReturnType<typeof client>) => {
      const params = { path: { session_id: "x" } };
      const to = "/chat/sessions/{session_id}/send";
      // @ts-expect-error sender is required
      it.POST(to, { params, body: { message } });
      // @ts-expect-error message is required
      it.POST(to, { params, body: { sender: "contact" } });
      // @ts-expect-error sender is contact or agent
      it.POST(to, { params, body: { sender: "bot", message } });
      // @ts-expect-error nested objects are rejected
      it.POST(to, { params, body: { sender: "contact", message, custom_data: { a: { b: 1 } } } });
      // @ts-expect-error contact values are strings
      it.POST(to, { params, body: { sender: "contact", message, contact: { custom_data: { a: 1 } } } });
      // @ts-expect-error the session id is required
      it.POST(to, { body: { sender: "contact", message } });
      // @ts-expect-error no such operation
      it.GET(to, { params });
      it.POST(to, { params, body: { sender: "agent", message: {}, agent: { id: 1 } } });
    };
    assertType<(it: ReturnType<typeof client>) => void>(send);
  });
});
