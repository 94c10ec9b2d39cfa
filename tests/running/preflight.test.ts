import { describe, expect, test } from "vitest";
import type { ExchangeError } from "../../src/http/exchange.ts";
import type { WireRequest } from "../../src/http/transport.ts";
import { preflight, unanswered } from "../../src/running/preflight.ts";
import { RunState } from "../../src/running/run-state.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { KEYS } from "../helpers/providers.ts";
import { scriptedTransport } from "../helpers/scripted-transport.ts";

type Answer = number | ExchangeError["kind"];

/** What a preflight says to a provider that answers so, and what it sent. */
async function flown(
  {
    create = 201,
    send = 200,
    created = '{"id":"s1"}',
    status = "open",
    retryAfter = "1",
  }: { create?: Answer; send?: Answer; created?: string; status?: string; retryAfter?: string | null },
  session?: string,
) {
  const sent: WireRequest[] = [];
  const state = new RunState({ maxRequests: 50, maxSessions: 1, maxTimeMs: 60_000, settleMs: 100 });
  state.holdFor = () => undefined;
  const transport = scriptedTransport((request) => {
    sent.push(request);
    const isCreate = request.path.endsWith("/sessions");
    if (request.method === "GET") return { status: 200, body: JSON.stringify({ id: "mine", status }) };
    const answer = isCreate ? create : send;
    if (typeof answer === "string") return { kind: answer, message: "the reason" };
    const headers =
      answer === 308
        ? ([["location", "https://there.example/"]] as const)
        : answer === 503 && retryAfter !== null
          ? ([["retry-after", retryAfter]] as const)
          : [];
    return { status: answer, headers, ...(isCreate ? { body: created } : {}) };
  });
  const stage = {
    transport,
    keys: KEYS,
    contract: pageContract,
    state,
    ...(session === undefined ? {} : { session }),
  };
  const found = await preflight(stage, "octagz");
  return { found, sent, state };
}

describe("before a run", () => {
  test("a session is created and one message sent, which is all that must work", async () => {
    const { found, sent, state } = await flown({});
    expect(found).toBeUndefined();
    expect(sent.map(({ path, body }) => [path, Buffer.from(body!).toString()])).toEqual([
      ["/chat/sessions", '{"channel":{"type":"api"}}'],
      [
        "/chat/sessions/s1/send",
        '{"sender":"contact","message":{"type":"text","text":"opencx-conformance octagz: preflight"}}',
      ],
    ]);
    expect([state.sessions, state.createdSessions]).toEqual([1, ["s1"]]);
  });

  test("no session is created where one is named", async () => {
    const { found, sent, state } = await flown({ create: 500 }, "mine");
    expect(found).toBeUndefined();
    expect(sent.map(({ path }) => path)).toEqual(["/chat/sessions/mine/send"]);
    expect([state.sessions, state.createdSessions]).toEqual([0, []]);
  });

  test("the bound on sessions holds", async () => {
    const state = new RunState({ maxRequests: 50, maxSessions: 0, maxTimeMs: 60_000, settleMs: 100 });
    const transport = scriptedTransport(() => expect.fail("it was sent"));
    const stage = { transport, keys: KEYS, contract: pageContract, state };
    expect(await preflight(stage, "octagz")).toBe("the limit of 0 sessions was reached");
  });

  test.each<[create: Answer, problem: string, hint: RegExp]>([
    ["refused", "cannot connect to the provider: the reason", /check the URL and that it is running/],
    ["timeout", "Create Session got no answer (timeout: the reason)", /--request-timeout/],
    [401, "Create Session is answered 401: the key is not accepted", /--token/],
    [403, "Create Session is answered 403: the key lacks a scope", /chat-sessions:write/],
    [404, "Create Session is answered 404: the operation is not there", /base path.*--session ID/],
    [405, "Create Session is answered 405: the operation is not there", /base path.*--session ID/],
    [308, "Create Session is answered 308, which leads to https://there.example/", /give the URL/],
    [500, "Create Session is answered 500", /existing one with --session ID/],
  ])("Create Session that comes to %s stands in the way", async (create, problem, hint) => {
    const { found, sent } = await flown({ create });
    expect(found?.slice(0, problem.length + 2)).toBe(`${problem}; `);
    expect(found).toMatch(hint);
    expect(new Set(sent.map(({ path }) => path))).toEqual(new Set(["/chat/sessions"]));
  });

  // As OpenSSL and Node write them.
  test.each([
    ["refused", "certificate has expired", /^renew .*--insecure/],
    ["refused", "certificate is not yet valid", /^check the clocks/],
    ["refused", "its certificate is for another host", /^use the host name/],
    ["refused", "unable to verify the first certificate", /--ca$/],
    ["refused", "self-signed certificate", /--ca$/],
    [
      "protocol",
      "C0:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required",
      /--cert$/,
    ],
    ["protocol", "C0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number", /try http:/],
    ["reset", "other side closed", /https:.*--cert$/],
    ["too-large", "the answer is larger than 9 bytes", /^check the URL$/],
  ] as const)("a connection that ends with %s (%s) has its own remedy", (kind, message, remedy) => {
    expect(unanswered({ kind, message }, "Create Session")[1]).toMatch(remedy);
  });

  test.each([
    ['{"id":7}', "without an id"],
    ["{}", "without an id"],
    ["no JSON", "with a body that is not JSON"],
    ['\uFEFF{"id":"s1"}', "with a body that is not JSON"],
  ])("an id is needed, and %s has none", async (created, lacks) => {
    expect((await flown({ created })).found).toBe(
      `Create Session answered 201 ${lacks}; name an existing session with --session ID`,
    );
  });

  test.each<[send: Answer, problem: string]>([
    ["refused", "cannot connect to the provider: the reason"],
    ["reset", "a plain send got no answer (reset: the reason)"],
    [401, "a plain send is answered 401: the key is not accepted"],
    [403, "a plain send is answered 403: the key lacks a scope"],
    [308, "a plain send is answered 308, which leads to https://there.example/"],
    [429, "the provider answers 429 without end"],
    [503, "the provider answers 503 without end"],
  ])("a send that comes to %s stands in the way", async (send, problem) => {
    expect((await flown({ send })).found).toMatch(`${problem}; `);
  });

  test("a 503 that does not say how long to wait is for the rules to judge", async () => {
    expect((await flown({ send: 503, retryAfter: null })).found).toBeUndefined();
  });

  test("an unknown session stands in the way where the user named it; else it is for the rules to judge", async () => {
    expect((await flown({ send: 404 }, "mine")).found).toMatch(
      "the session mine is not known to the provider; ",
    );
    for (const send of [404, 400, 500]) expect((await flown({ send })).found).toBeUndefined();
    expect((await flown({ send: 400 }, "mine")).found).toBeUndefined();
  });

  test("a session that is closed stands in the way where it refuses messages: whether it does is left open", async () => {
    for (const send of [400, 409, 422, 500])
      expect((await flown({ send, status: "closed_resolved" }, "mine")).found).toBe(
        `the session mine is closed, and a plain send to it is answered ${send}; name an open one with --session ID, or leave it out`,
      );
    expect((await flown({ status: "closed_resolved" }, "mine")).found).toBeUndefined();
  });
});
