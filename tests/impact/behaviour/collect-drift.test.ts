import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../src/http/exchange.ts";
import { collectDrift } from "../../../src/impact/behaviour/collect-drift.ts";
import type { Json } from "../../../src/json/json.ts";
import { loadContract } from "../../../src/send-message/contract/load-contract.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";

const SEND = "POST /chat/sessions/{session_id}/send";

function answered(
  status: number,
  body: Json,
  headers: [string, string][] = [],
  operation: Exchange["operation"] = "sendMessage",
): Exchange {
  return {
    step: 0,
    purpose: "step",
    ...(operation === undefined ? {} : { operation }),
    credential: "valid",
    request: { method: "POST", path: "/chat/sessions/s/send", headers: [] },
    response: {
      status,
      headers: [["content-type", "application/json"], ...headers],
      body: { encoding: "utf8", data: JSON.stringify(body) },
    },
    startedMs: 0,
    endedMs: 1,
  };
}

function driftOf(exchanges: readonly Exchange[], contract = pageContract) {
  const collector = collectDrift(contract);
  for (const exchange of exchanges) collector.add([exchange]);
  return collector.drift();
}

const fine = { success: true, data: { message: { id: "m" } } };

test("what is as documented is no drift", () => {
  expect(driftOf([answered(200, fine, [["date", "today"]])])).toEqual([]);
});

test("tells members by their path, headers and statuses, sorted and each once", () => {
  const more = { ...fine, took_ms: 3, data: { message: { id: "m", at: 1 }, session: {} } };
  const exchanges = [
    answered(503, {}),
    answered(200, more, [["x-request-id", "1"]]),
    answered(200, more, [["x-request-id", "2"]]),
  ];
  expect(driftOf(exchanges)).toEqual([
    { place: `${SEND} 200`, kind: "header", seen: "x-request-id" },
    { place: `${SEND} 200`, kind: "member", seen: "data.message.at" },
    { place: `${SEND} 200`, kind: "member", seen: "data.session" },
    { place: `${SEND} 200`, kind: "member", seen: "took_ms" },
    { place: SEND, kind: "status", seen: "503" },
  ]);
});

test("keys of an open map are data, and members of list entries are told once", () => {
  const session = { custom_data: { anything: 1 }, contact: { custom_data: { plan: "pro" } } };
  expect(driftOf([answered(200, session, [], "getSession")])).toEqual([]);
  const items = Array.from({ length: 50 }, () => ({ event: { score: 1 } }));
  expect(driftOf([answered(200, { items, next: null }, [], "listHistory")])).toEqual([
    { place: "GET /chat/sessions/{session_id}/history 200", kind: "member", seen: "items[].event.score" },
  ]);
});

test("a name that JavaScript knows is a name like any other", () => {
  const body = JSON.parse('{"success":true,"__proto__":{},"constructor":1,"data":{"message":{"id":"m"}}}');
  expect(driftOf([answered(200, body)]).map(({ seen }) => seen)).toEqual(["__proto__", "constructor"]);
});

test("stays bounded, however much is made up", () => {
  const made = Object.fromEntries(
    Array.from({ length: 3000 }, (_, index) => [`${"x".repeat(500)}${index}`, 1]),
  );
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`m${index}`, 1]));
  const drift = driftOf([answered(200, { ...fine, ...made }), answered(200, { ...fine, ...many })]);
  expect(drift.length).toBeLessThanOrEqual(200);
  for (const { seen } of drift) expect(seen.length).toBeLessThanOrEqual(121);
});

describe("by a changed document", async () => {
  const spec = (responses: object) =>
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "theirs", version: "2" },
      paths: {
        "/v2/chat/sessions/{id}/send": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          post: { responses },
        },
      },
    });
  const body = (schema: object) => ({ description: "ok", content: { "application/json": { schema } } });
  const contract = await loadContract(
    spec({
      201: {
        ...body({
          allOf: [
            { type: "object", properties: { success: { type: "boolean" } } },
            { anyOf: [{ properties: { data: { type: "object" } } }, { properties: { error: {} } }] },
          ],
        }),
        headers: { "X-Request-Id": { schema: { type: "string" } } },
      },
    }),
  );

  test("a status that only the page has is drift, and what any alternative names is none", () => {
    const drift = driftOf(
      [answered(200, fine), answered(201, { ...fine, error: 1, extra: 1 }, [["x-request-id", "1"]])],
      contract,
    );
    expect(drift).toEqual([
      { place: "POST /v2/chat/sessions/{id}/send 201", kind: "member", seen: "extra" },
      { place: "POST /v2/chat/sessions/{id}/send", kind: "status", seen: "200" },
    ]);
  });

  test("an object that names some members and leaves the others open has none that is undocumented", async () => {
    const map = { type: "object", properties: { a: {} }, additionalProperties: { type: "string" } };
    const open = await loadContract(spec({ 201: body(map) }));
    expect(driftOf([answered(201, { a: 1, b: "x" })], open)).toEqual([]);
  });

  test("an operation that it lacks is not judged by another document", () => {
    expect(driftOf([answered(200, { odd: 1 }, [], "getSession")], contract)).toEqual([]);
  });
});
