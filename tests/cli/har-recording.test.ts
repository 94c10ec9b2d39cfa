import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCli } from "./run-cli.ts";

const HOST = "https://acme.example";
const MESSAGE = { sender: "contact", message: { type: "text", text: "hello" } };
const SENT = { success: true, data: { message: { id: "m1" } } };
const REFUSED = (statusCode: number) => ({ statusCode, message: "no", error: "no" });

type Members = Record<string, unknown>;
interface Entry {
  readonly at?: number | null;
  readonly tookMs?: number;
  readonly key?: string | null;
  readonly status?: number;
  /** Put over what stands in the entry, its request, and its answer. */
  readonly entry?: Members;
  readonly request?: Members;
  readonly content?: Members;
}

/** An entry as browsers write it. */
function entryOf(method: string, path: string, body: unknown, answer: unknown, it: Entry = {}) {
  const { at = 0, tookMs = 20, key = "Bearer sk_live_0123456789", status = 200 } = it;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const shown = JSON.stringify(answer);
  return {
    ...(at !== null && { startedDateTime: new Date(1_700_000_000_000 + at).toISOString() }),
    time: tookMs,
    request: {
      method,
      url: HOST + path,
      headers: [
        { name: ":authority", value: "acme.example" },
        ...(key === null ? [] : [{ name: "authorization", value: key }]),
        ...(text === undefined ? [] : [{ name: "content-type", value: "application/json" }]),
      ],
      bodySize: text?.length ?? 0,
      ...(text !== undefined && { postData: { mimeType: "application/json", text } }),
      ...it.request,
    },
    response: {
      status,
      headers: [{ name: "content-type", value: "application/json" }],
      content: { size: shown.length, mimeType: "application/json", text: shown, ...it.content },
    },
    ...it.entry,
  };
}

const create = (id: string, body: Members, it?: Entry) =>
  entryOf("POST", "/chat/sessions", body, { id }, { status: 201, ...it });
const send = (id: string, members: Members, it?: Entry) =>
  entryOf("POST", `/chat/sessions/${id}/send`, { ...MESSAGE, ...members }, SENT, it);
const read = (id: string, shown: Members, it?: Entry) =>
  entryOf("GET", `/chat/sessions/${id}`, undefined, { id, status: "open", ...shown }, it);

async function judged(command: readonly string[], ...entries: readonly unknown[]) {
  const folder = mkdtempSync(join(tmpdir(), "har-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "traffic.har");
  writeFileSync(file, JSON.stringify({ log: { version: "1.2", entries } }));
  const { code, stdout } = await runCli(...command, "--har", file);
  return { code, stdout, broken: [...stdout.matchAll(/^(?:FAIL|WARN) (\S+)/gm)].map(([, id]) => id) };
}
const provider = (...entries: readonly unknown[]) => judged([], ...entries);
const consumer = (...entries: readonly unknown[]) => judged(["consumer"], ...entries);

/** A provider that loses what it was sent first. */
const losing = (it?: Entry) => [
  create("s", {}, { ...it, at: 0 }),
  send("s", { custom_data: { kept: "a" } }, { ...it, at: 100 }),
  send("s", { custom_data: { added: "b" } }, { ...it, at: 200 }),
  read("s", { custom_data: { added: "b" } }, { ...it, at: 9000 }),
];

test("a recording that shows a failure fails, and without keys as well", async () => {
  for (const key of ["Bearer sk_live_0123456789", null, "[REDACTED]"])
    expect(await provider(...losing({ key })), String(key)).toMatchObject({
      code: 1,
      broken: ["session-data/unsent-keys-stay"],
    });
});

describe("nobody knows", () => {
  test.each([
    ["a key that was refused", "Bearer sk_live_0123456789", 401],
    ["a key without access", "Bearer sk_live_0123456789", 403],
    ["a key that was left out", null, 401],
    ["a key that was left out", null, 403],
    ["a key that was blackened", "Bearer ****", 401],
  ])("whether it was valid: %s (%s, %i)", async (_, key, status) => {
    const refused = entryOf("POST", "/chat/sessions/s/send", MESSAGE, REFUSED(status), { key, status });
    expect(await provider(refused, send("s", {}, { key, at: 100 }))).toMatchObject({ code: 0, broken: [] });
  });

  test.each<[string, Members]>([
    ["left out", { text: undefined }],
    ["left out, and its size with it", { text: undefined, size: -1 }],
    ["kept in a file of its own", { text: undefined, _file: "a1b2.json" }],
    ["cut off", { text: '{"success":tr' }],
  ])("what an answer was whose content was %s", async (_, content) => {
    expect(await provider(send("s", {}, { content }))).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("it lacks the content of 1 answers: export it with content"),
      broken: [],
    });
    expect(await provider(send("s", {}), send("s", {}, { content, at: 100 }))).toMatchObject({ code: 0 });
  });

  test("what was sent in a body that was left out, and what the records hold from then on", async () => {
    const bare = { request: { postData: undefined } };
    const hidden = send("s", { custom_data: { a: 2 } }, { at: 200, ...bare });
    const before = [create("s", {}), send("s", { custom_data: { a: 1 } }, { at: 100 })];
    expect(
      await provider(...before, hidden, read("s", { custom_data: { a: 2 } }, { at: 9000 })),
    ).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("the recording does not hold the body of POST /chat/sessions/s/send"),
      broken: [],
    });
    expect(await provider(...losing(), { ...hidden, startedDateTime: "2030-01-01T00:00:00Z" })).toMatchObject(
      {
        code: 1,
      },
    );
    expect(await consumer(send("s", {}, bare))).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("does not hold the body"),
      broken: [],
    });
  });

  test("what another operation wrote into the records", async () => {
    const patch = entryOf("PATCH", "/contacts/c", { custom_data: { plan: "free" } }, {}, { at: 200 });
    const shown = { contact: { id: "c", custom_data: { plan: "free" } } };
    const around = [
      create("s", { verified: true, contact: { email: "ann@example.com" } }),
      send("s", { contact: { custom_data: { plan: "pro" } } }, { at: 100 }),
      patch,
      read("s", shown, { at: 9000 }),
    ];
    expect(await provider(...around)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("PATCH /contacts/c may have changed the records"),
      broken: [],
    });
  });

  test("when a request began that has no time", async () => {
    const timeless = losing({ entry: { startedDateTime: undefined } });
    expect(await provider(...timeless)).toMatchObject({ code: 3, broken: [] });
    expect(await consumer(...timeless)).toMatchObject({ code: 3, broken: [] });
  });

  test("how long a request took that has no duration, or a beginning in whole seconds", async () => {
    const writes = (it: (at: number) => Entry) => [
      create("s", {}, it(0)),
      send("s", { custom_data: { a: 1 } }, it(1000)),
      send("s", { custom_data: { a: 2 } }, it(2000)),
      read("s", { custom_data: { a: 1 } }, it(30_000)),
    ];
    expect((await provider(...writes((at) => ({ at })))).broken).toEqual(["session-data/sent-keys-updated"]);
    expect((await provider(...writes((at) => ({ at, tookMs: -1 })))).broken).toEqual([]);
    const inSeconds = (at: number) => ({
      entry: { startedDateTime: `2025-01-31T09:00:${String(at / 1000).padStart(2, "0")}Z` },
      tookMs: 900,
    });
    expect((await provider(...writes(inSeconds))).broken).toEqual([]);
  });

  test("whose contact a session has that was there before", async () => {
    const shown = (id: string, plan: string) => ({ contact: { id, custom_data: { plan } } });
    const one = (id: string) => [
      create("first", { verified: true, contact: { email: "ann@example.com" } }),
      create("third", { verified: true, contact: { email: "eve@example.com" } }),
      send("first", { contact: { custom_data: { plan: "pro" } } }, { at: 100 }),
      read("second", shown(id, "basic"), { at: 150 }),
      read("first", shown("ann", "pro"), { at: 8000 }),
      read("second", shown(id, "pro"), { at: 9000 }),
    ];
    expect(await provider(...one("ann"))).toMatchObject({ code: 0, broken: [] });
    expect((await provider(...one("bob"))).broken).toEqual(["isolation/contact-data"]);
  });

  test("what a contact had before its session was created", async () => {
    const ann = { verified: true, contact: { email: "ann@example.com" } };
    const shown = { contact: { id: "a", email: "ann@example.com", custom_data: { plan: "pro" } } };
    const refused = entryOf(
      "POST",
      "/chat/sessions/a/send",
      { ...MESSAGE, contact: { email: "ann@example.com" }, custom_data: { a: {} } },
      REFUSED(400),
      { at: 200, status: 400 },
    );
    expect(
      await provider(
        create("b", { verified: true, contact: { email: "bob@example.com" } }),
        send("b", { contact: { custom_data: { plan: "pro" } } }, { at: 100 }),
        create("a", ann, { at: 150 }),
        send("a", {}, { at: 170 }),
        refused,
        read("a", shown, { at: 9000 }),
      ),
    ).toMatchObject({ code: 0, broken: [] });
  });
});

test("what a browser had kept is no answer of the provider", async () => {
  const kept = read("s", { custom_data: {} }, { at: 9000, entry: { _fromCache: "disk" } });
  expect(
    await provider(create("s", {}), send("s", { custom_data: { a: 1 } }, { at: 100 }), kept),
  ).toMatchObject({ code: 0, broken: [] });
});

test("without headers, the media type stands beside the content", async () => {
  const bare = send("s", {}, { request: { headers: [] } });
  const entry = { ...bare, response: { ...bare.response, headers: [] } };
  expect(await provider(entry)).toMatchObject({ code: 0, broken: [] });
  expect(await consumer(entry)).toMatchObject({ code: 0, broken: [] });
});

test("a recording without any answer decides nothing", async () => {
  expect(await provider({ ...send("s", {}), response: undefined })).toMatchObject({
    code: 3,
    stdout: expect.stringContaining("no accepted message with its answer"),
  });
});

test("a program of which the keys were left out is not accused of sending none", async () => {
  for (const key of [null, "", "[REDACTED]", "Bearer ***"])
    expect(await consumer(send("s", {}, { key })), String(key)).toMatchObject({ code: 0, broken: [] });
  expect((await consumer(send("s", {}), send("s", {}, { key: null, at: 100 }))).broken).toEqual([
    "consumer/bearer-token",
  ]);
});

test("the suite's own traffic in a recording is not that of another case", async () => {
  const text = "oc12y0x0z: hello";
  expect(
    await provider(
      create("s", {}),
      send("s", { custom_data: { a: text } }, { at: 100 }),
      read("s", { custom_data: { a: text } }, { at: 9000 }),
    ),
  ).toMatchObject({ code: 0, broken: [] });
});
