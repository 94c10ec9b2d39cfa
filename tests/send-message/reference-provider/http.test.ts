import { afterEach, describe, expect, test } from "vitest";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { type Driver, drive } from "./driver.ts";

const UNKNOWN = "3b0f7c3a-3f5b-4b8a-9a57-6f1d6c9f9b11";
const BODY = '{"sender":"contact","message":{"type":"text","text":"x"}}';

describe.each(["handler", "socket"] as const)("the reference provider, by its %s,", (way) => {
  let it: Driver;
  afterEach(() => it.close());

  test.each([
    ["no token", { authorization: "" }],
    ["another scheme", { authorization: "Basic reference-provider-key" }],
    ["no scheme", { authorization: "reference-provider-key" }],
    ["an unknown token", { authorization: "Bearer wrong" }],
    ["the beginning of a token", { authorization: "Bearer reference-provider-ke" }],
    ["more than a token", { authorization: "Bearer reference-provider-keyy" }],
    ["a token in another case", { authorization: "Bearer REFERENCE-provider-key" }],
    ["a token and another word", { authorization: "Bearer reference-provider-key x" }],
    ["an empty token", { authorization: "Bearer " }],
  ])("answers 401 to %s, and stores nothing", async (_, headers) => {
    it = await drive(way);
    const id = await it.session();
    const reply = await it.raw("POST", `/chat/sessions/${id}/send`, BODY, headers);
    expect(reply.status).toBe(401);
    expect(reply.body).toEqual({ statusCode: 401, message: "Unauthorized", error: "Unauthorized" });
    for (const path of ["", "/history"]) {
      expect((await it.raw("GET", `/chat/sessions/${id}${path}`, null, headers)).status).toBe(401);
    }
    expect((await it.raw("POST", "/chat/sessions", "{}", headers)).status).toBe(401);
    expect(await it.history(id)).toEqual([]);
  });

  test("takes the scheme in any case", async () => {
    it = await drive(way);
    const reply = await it.raw("POST", "/chat/sessions", "{}", {
      authorization: "bearer reference-provider-key",
    });
    expect(reply.status).toBe(201);
  });

  test("holds tokens to their scopes", async () => {
    const scoped = (token: string, ...scopes: string[]) => ({ token, scopes });
    const [reader, writer] = ["chat-sessions:read", "chat-sessions:write"];
    it = await drive(way, {
      tokens: [scoped("r", reader!), scoped("w", writer!), scoped("none"), { token: "all" }],
    });
    const status = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const created = await it.raw("POST", "/chat/sessions", "{}", { authorization: "Bearer all" });
      const path = `/chat/sessions/${created.body.id}`;
      const replies = [
        await it.raw("POST", `${path}/send`, BODY, headers),
        await it.raw("GET", path, null, headers),
      ];
      return replies.map((reply) => reply.status);
    };
    expect(await status("all")).toEqual([200, 200]);
    expect(await status("r")).toEqual([403, 200]);
    expect(await status("w")).toEqual([200, 403]);
    expect(await status("none")).toEqual([403, 403]);
  });

  test.each(["/send", "", "/history"])("answers 404 for %j of an unknown session", async (path) => {
    it = await drive(way);
    const method = path === "/send" ? "POST" : "GET";
    const reply = await it.raw(method, `/chat/sessions/${UNKNOWN}${path}`, method === "POST" ? BODY : null);
    expect([reply.status, pageContract.responseErrors("sendMessage", 404, reply.body)]).toEqual([404, []]);
  });

  test.each([
    "%",
    "%zz",
    "%ff",
    "%00",
    "..%2f..",
    "__proto__",
    "constructor",
    "%2F",
    "a".repeat(3000),
    "é",
    "'%20OR%201=1",
  ])("answers the session id %j with a 404", async (id) => {
    it = await drive(way);
    expect((await it.raw("POST", `/chat/sessions/${id}/send`, BODY)).status).toBe(404);
    expect((await it.raw("GET", `/chat/sessions/${id}`, null)).status).toBe(404);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["broken JSON", '{"sender":'],
    ["nothing", ""],
    ["two values", `${BODY}${BODY}`],
    [
      "invalid UTF-8",
      new Uint8Array([...Buffer.from('{"sender":"contact","message":{"text":"'), 0xff, 0x22, 0x7d, 0x7d]),
    ],
    ["a list", "[]"],
    ["null", "null"],
    ["a text", '"x"'],
    ["very deep nesting", "[".repeat(200_000)],
    ["deep nesting that ends", `{"custom_data":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`],
    ["a number beyond a double", '{"sender":"contact","message":{},"custom_data":{"a":1e400}}'],
  ])("answers 400 to %s", async (_, text) => {
    it = await drive(way);
    const id = await it.session();
    const reply = await it.raw("POST", `/chat/sessions/${id}/send`, text);
    expect([reply.status, pageContract.responseErrors("sendMessage", 400, reply.body)]).toEqual([400, []]);
    expect(await it.history(id)).toEqual([]);
  });

  test.each([
    [{ "content-type": "text/plain" }],
    [{ "content-type": "application/x-www-form-urlencoded" }],
    [{ "content-encoding": "br" }],
  ])("answers 415 to %j", async (headers) => {
    it = await drive(way);
    const id = await it.session();
    expect((await it.raw("POST", `/chat/sessions/${id}/send`, BODY, headers)).status).toBe(415);
  });

  test("takes JSON with parameters of its media type", async () => {
    it = await drive(way);
    const id = await it.session();
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect((await it.raw("POST", `/chat/sessions/${id}/send`, BODY, headers)).status).toBe(200);
  });

  test("answers 413 above the limit and goes on", async () => {
    it = await drive(way, { maxBodyBytes: 1_000 });
    const id = await it.session();
    const large = JSON.stringify({ sender: "contact", message: { text: "x".repeat(2_000_000) } });
    expect((await it.raw("POST", `/chat/sessions/${id}/send`, large)).status).toBe(413);
    expect((await it.raw("POST", `/chat/sessions/${id}/send`, BODY)).status).toBe(200);
  });

  test("takes a message of nine megabytes", async () => {
    it = await drive(way);
    const id = await it.session();
    expect((await it.send(id, { message: { text: "x".repeat(9_000_000) } })).status).toBe(200);
  });

  test("answers 429 with Retry-After beyond the rate, until the window ends", async () => {
    let now = 1_000;
    it = await drive(way, { rateLimit: { requests: 2, perMs: 2_500 }, now: () => now });
    const create = () => it.raw("POST", "/chat/sessions", "{}");
    expect([(await create()).status, (await create()).status]).toEqual([201, 201]);
    const refused = await create();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3"]);
    now += 3_000;
    expect((await create()).status).toBe(201);
  });

  test("answers 404 of the documented shape elsewhere", async () => {
    it = await drive(way);
    const reply = await it.raw("DELETE", "/chat/sessions/x", null);
    expect(reply.body).toEqual({ statusCode: 404, message: "Not found", error: "Not Found" });
  });
});
