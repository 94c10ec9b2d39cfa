import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { Recorder } from "../../src/consumer-harness/recorder.ts";
import { serveSandbox } from "../../src/consumer-harness/sandbox-server.ts";
import { Secrets } from "../../src/consumer-harness/secrets.ts";
import { type ConditionName, conditions } from "../../src/send-message/consumer-rules/conditions.ts";

const KEY = "sandbox-key-of-this-test";

/** A sandbox under a condition, and what it recorded so far. */
async function open(name: ConditionName = "happy") {
  let tooMuch = 0;
  const recorder = new Recorder({
    secrets: new Secrets(KEY),
    condition: conditions.find((condition) => condition.name === name)!,
    run: 0,
    epochMs: performance.now(),
    onTooMuch: () => {
      tooMuch += 1;
    },
  });
  const server = await serveSandbox(() => recorder);
  onTestFinished(() => server.close());
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, {
      ...init,
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...init.headers },
    });
  const send = (session: string, body: unknown, init: RequestInit = {}) =>
    ask(`/chat/sessions/${session}/send`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...init,
    });
  const read = async (session: string) =>
    (await (await ask(`/chat/sessions/${session}`)).json()) as { custom_data: object };
  return { recorder, server, ask, send, read, tooMuch: () => tooMuch };
}

const MESSAGE = { sender: "contact", message: { type: "text", text: "hello" } };

test("any session exists, and remembers what was sent to it", async () => {
  const { ask, send } = await open();
  const id = "team%2F42%20%C3%A4";
  expect(
    (await send(id, { ...MESSAGE, custom_data: { a: 1 }, contact: { custom_data: { b: "2" } } })).status,
  ).toBe(200);
  expect(await (await ask(`/chat/sessions/${id}`)).json()).toMatchObject({
    id: "team/42 ä",
    custom_data: { a: 1 },
    contact: { custom_data: { b: "2" } },
  });
});

test("any contact exists that Create Session names", async () => {
  const { ask } = await open();
  const body = JSON.stringify({ contact_id: crypto.randomUUID(), verified: true });
  expect((await ask("/chat/sessions", { method: "POST", body })).status).toBe(201);
});

test("any bearer token will do, and none is recorded", async () => {
  const { send, recorder } = await open();
  const own = "the-key-of-the-program-itself";
  const answer = await send(
    "known",
    { ...MESSAGE, custom_data: { note: own } },
    {
      headers: {
        authorization: `Bearer ${own}`,
        "content-type": "application/json",
        "x-api-key": "short",
        cookie: "a=b",
      },
    },
  );
  expect(answer.status).toBe(200);
  expect(recorder.exchanges[0]).toMatchObject({ credential: "wrong", operation: "sendMessage" });
  const recorded = JSON.stringify(recorder.exchanges);
  expect(recorded).not.toContain(own);
  expect(recorded).not.toContain("a=b");
  expect(recorded).toContain("Bearer <other-key>");
});

test.for([
  ["none", {}],
  ["basic", { authorization: `Basic ${btoa(`${KEY}:`)}` }],
  ["no-scheme", { authorization: KEY }],
  ["empty", { authorization: "Bearer" }],
  ["lower-case-scheme", { authorization: `bearer ${KEY}` }],
] as const)("a key that is shown as %s is recorded by that name", async ([credential, headers]) => {
  const { recorder, server } = await open();
  const answer = await fetch(`${server.url}/chat/sessions/known/send`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(MESSAGE),
  });
  expect(recorder.exchanges[0]?.credential).toBe(credential);
  expect(answer.status).toBe(credential === "lower-case-scheme" ? 200 : 401);
  expect(JSON.stringify(recorder.exchanges)).not.toContain(KEY);
});

test("what is not JSON, no operation and no UTF-8 is recorded as it came", async () => {
  const { ask, send, recorder } = await open();
  expect((await send("known", '{"sender": ')).status).toBe(400);
  expect((await ask("/v2/anything?x=1", { method: "DELETE" })).status).toBe(404);
  await send("known", "", { body: new Uint8Array([0xff, 0xfe]) });
  expect(recorder.exchanges.map(({ request }) => [request.method, request.path, request.body])).toEqual([
    ["POST", "/chat/sessions/known/send", { encoding: "utf8", data: '{"sender": ' }],
    ["DELETE", "/v2/anything?x=1", undefined],
    ["POST", "/chat/sessions/known/send", { encoding: "base64", data: "//4=" }],
  ]);
});

test("bytes that are no HTTP are recorded and answered", async () => {
  const { server, recorder } = await open();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write("POST /chat/sessions/a b/send HTTP/1.1\r\n\r\n");
  expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /);
  expect(recorder.exchanges[0]).toMatchObject({
    error: { kind: "protocol" },
    request: { body: { data: expect.stringContaining("/chat/sessions/a b/send") } },
  });
});

test("a body without end is read up to a bound", async () => {
  const { send, recorder } = await open();
  const answer = await send("known", " ".repeat(101_000_000)).catch(() => undefined);
  expect(answer?.status ?? 413).toBe(413);
  expect(recorder.exchanges[0]?.error?.kind).toBe("too-large");
});

test("a program that sends without end is told on", async () => {
  const { recorder, tooMuch } = await open();
  const gone = new AbortController().signal;
  for (let sent = 0; sent < 2001; sent += 1)
    await recorder.receive({ method: "GET", path: "/x", headers: [], body: new Uint8Array(), gone });
  expect(recorder.exchanges).toHaveLength(2000);
  expect(tooMuch()).toBe(1);
});

test("an answer names its length, for programs that know no chunks", async () => {
  const { send } = await open();
  const answer = await send("known", MESSAGE);
  expect(answer.headers.get("content-length")).toBe(String((await answer.arrayBuffer()).byteLength));
});

test("members that are added stand everywhere but in custom data", async () => {
  const { read, send } = await open("extra-members");
  await send("known", { ...MESSAGE, custom_data: { a: 1 } });
  const session = await read("known");
  expect(session).toMatchObject({ x_region: "emea", custom_data: { a: 1 }, contact: { x_region: "emea" } });
  expect(Object.keys(session.custom_data)).toEqual(["a"]);
});

test("a sparse record lacks what it does not hold, and nothing else", async () => {
  const { ask, read, send } = await open("sparse-records");
  expect(await read("known")).toMatchObject({ id: "known", sentiment: null });
  expect(Object.keys(await read("known")).filter((name) => /contact|custom_data/.test(name))).toEqual([]);
  await send("known", { ...MESSAGE, custom_data: { id: "a" }, contact: { custom_data: { name: "" } } });
  expect(await read("known")).toMatchObject({
    custom_data: { id: "a" },
    contact: { id: expect.any(String), custom_data: { name: "" } },
  });
  // Whoever asks for a contact has one.
  const contact_id = crypto.randomUUID();
  const made = await ask("/chat/sessions", { method: "POST", body: JSON.stringify({ contact_id }) });
  const { id } = (await made.json()) as { id: string };
  expect(await read(id)).toMatchObject({ contact: { id: contact_id } });
});

test("a lagging read shows a write late, and then shows it", async () => {
  const { read, send } = await open("lagging-reads");
  const seen = async () => (await read("known")).custom_data;
  await send("known", { ...MESSAGE, custom_data: { a: 1 } });
  expect(await seen()).toEqual({});
  await expect.poll(seen, { timeout: 5000 }).toEqual({ a: 1 });
});

test("a body that was refused stays refused, and another one is accepted", async () => {
  const { send } = await open("bad-request");
  const statuses = [];
  for (const note of ["a", "a", "b"])
    statuses.push((await send("known", { ...MESSAGE, custom_data: { note } })).status);
  expect(statuses).toEqual([400, 400, 200]);
});

test("what is closed for a while says how long, and opens then", async () => {
  const { send } = await open("rate-limited");
  const first = await send("known", MESSAGE);
  expect([first.status, first.headers.get("retry-after")]).toEqual([429, "2"]);
  await expect.poll(async () => (await send("known", MESSAGE)).status, { timeout: 5000 }).toBe(200);
});
