import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readHar } from "../../src/consumer-harness/har.ts";
import { judgeConsumer } from "../../src/send-message/consumer-rules/judge-consumer.ts";
import { resultOf, withOutcome } from "./judging.ts";

const KEY = "a-real-key-that-somebody-recorded";

interface Sent {
  readonly url?: string;
  readonly at?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly status?: number;
  readonly answerHeaders?: Record<string, string>;
}

function entry({
  url = "https://api.open.cx/chat/sessions/abc/send",
  at = "2025-01-31T09:00:00.000Z",
  ...it
}: Sent) {
  const list = (pairs: Record<string, string> = {}) =>
    Object.entries(pairs).map(([name, value]) => ({ name, value }));
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json", ...it.headers };
  return {
    startedDateTime: at,
    time: 40,
    request: {
      method: "POST",
      url,
      headers: list(headers),
      postData: {
        mimeType: "application/json",
        text: typeof it.body === "string" ? it.body : JSON.stringify(it.body),
      },
    },
    response: {
      status: it.status ?? 200,
      headers: list(it.answerHeaders),
      content: { text: btoa('{"success":true,"data":{"message":{"id":"m"}}}'), encoding: "base64" },
    },
  };
}

async function read(content: string) {
  const folder = mkdtempSync(join(tmpdir(), "har-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "recording.har");
  writeFileSync(file, content);
  return readHar(file).case;
}

const recording = (...sent: readonly Sent[]) =>
  read(JSON.stringify({ log: { version: "1.2", entries: sent.map(entry) } }));

const MESSAGE = { sender: "contact", message: { type: "text", text: "hello" } };

test("a recording is judged by what was sent, and holds no key", async () => {
  const it = await recording(
    { body: { ...MESSAGE, custom_data: { order: { id: 1 } } }, status: 400 },
    { body: MESSAGE, at: "2025-01-31T09:00:01.000Z" },
  );
  const run = judgeConsumer(it);
  expect(withOutcome(run, "fail", "warn")).toEqual(["consumer/no-nested-session-data"]);
  expect(JSON.stringify(it)).not.toContain(KEY);
  expect(it.received.map(({ credential }) => credential)).toEqual(["valid", "valid"]);
});

test("a byte order mark and line ends of Windows, as some tools write them, change nothing", async () => {
  const text = JSON.stringify({ log: { version: "1.2", entries: [entry({ body: MESSAGE })] } }, null, 2);
  const it = await read(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
  expect(it.received).toHaveLength(1);
});

test("what a recording cannot show is not asked for by options that go with no recording", async () => {
  const run = judgeConsumer(await recording({ body: MESSAGE }));
  const { reason } = resultOf(run, "consumer/tolerates-key-order");
  expect(reason).toBe(
    "this run does not show it: let the suite start the program, or listen under another --condition",
  );
});

test("waiting is judged by the times of the recording", async () => {
  const closed = { body: MESSAGE, status: 429, answerHeaders: { "Retry-After": "5" } };
  const soon = judgeConsumer(await recording(closed, { body: MESSAGE, at: "2025-01-31T09:00:02.000Z" }));
  expect(withOutcome(soon, "warn")).toEqual(["consumer/rate-limit-waited-for"]);
  const late = judgeConsumer(await recording(closed, { body: MESSAGE, at: "2025-01-31T09:00:06.000Z" }));
  expect(withOutcome(late, "warn")).toEqual([]);
});

test("a host of another name is the API where it was sent a message, and its base path does not matter", async () => {
  const it = await recording({ url: "https://staging.example.com/v2/chat/sessions/abc/send", body: MESSAGE });
  expect(it.received[0]).toMatchObject({
    operation: "sendMessage",
    request: { path: "/chat/sessions/abc/send" },
  });
});

test("the key is missed in what went to another host", async () => {
  const run = judgeConsumer(
    await recording(
      { url: "https://metrics.example.com/x", body: {} },
      { body: MESSAGE, at: "2025-01-31T09:00:01.000Z" },
    ),
  );
  expect(withOutcome(run, "warn")).toEqual(["consumer/key-not-sent-elsewhere"]);
});

test("a single recording does not tell a session id that was made up", async () => {
  const run = judgeConsumer(await recording({ body: MESSAGE }));
  expect(resultOf(run, "consumer/session-id-given").outcome).toBe("skipped");
  expect(run.verdict).toBe("conformant");
});

test("what several runs show of an open point is one list", async () => {
  const it = await recording(
    { body: MESSAGE },
    { url: "https://api.open.cx/tags", body: {}, at: "2025-01-31T09:00:01.000Z" },
    { url: "https://api.open.cx/labels", body: {}, at: "2025-01-31T09:00:02.000Z" },
  );
  const received = it.received.map((exchange, index) => ({ ...exchange, step: index === 2 ? 1 : 0 }));
  const run = judgeConsumer({ ...it, received, programs: [it.programs[0]!, it.programs[0]!] });
  expect(resultOf(run, "consumer/other-operations").observed).toEqual(["POST /labels", "POST /tags"]);
});

test("a recording without a send is inconclusive", async () => {
  expect(judgeConsumer(await recording()).verdict).toBe("inconclusive");
});

test("names that JavaScript knows mean nothing in a recording", async () => {
  const it = await read(
    `{"__proto__":{"log":1},"log":{"__proto__":{"entries":[]},"entries":[{"__proto__":1,"request":{"method":"POST","url":"https://api.open.cx/chat/sessions/a/send","headers":[{"name":"__proto__","value":"x"}],"postData":{"text":${JSON.stringify('{"sender":"contact","message":{},"custom_data":{"__proto__":{"a":1}}}')}}}}]}}`,
  );
  expect(withOutcome(judgeConsumer(it), "fail")).toContain("consumer/no-nested-session-data");
  expect(({} as Record<string, unknown>).a).toBeUndefined();
});

test("a body that is nested without end is looked at no further", async () => {
  const deep = `{"sender":"contact","message":{},"custom_data":${'{"a":['.repeat(5000)}${"]}".repeat(5000)}}`;
  const run = judgeConsumer(await recording({ body: deep }));
  expect(withOutcome(run, "fail")).toEqual(["consumer/json-body"]);
});

test.for([
  ["nothing", ""],
  ["another JSON", "[]"],
  ["entries of another kind", '{"log":{"entries":[1]}}'],
  ["no list", '{"log":{"entries":{"length":3}}}'],
  ["brackets without end", "[".repeat(200_000)],
])("a file with %s is no HAR", async ([, content]) => {
  await expect(read(content!)).rejects.toMatchObject({
    name: "UsageError",
    message: expect.stringContaining("HAR"),
  });
});
