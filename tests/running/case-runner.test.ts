import { describe, expect, test } from "vitest";
import type { ExchangeError } from "../../src/http/exchange.ts";
import type { WireRequest } from "../../src/http/transport.ts";
import { CaseRunner } from "../../src/running/case-runner.ts";
import type { RequestSpec } from "../../src/running/requests-of.ts";
import { RunState } from "../../src/running/run-state.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { KEYS } from "../helpers/providers.ts";
import { scriptedTransport } from "../helpers/scripted-transport.ts";

const SCRIPT = { id: "talk/0", scenario: "talk", tag: "octagz", steps: [] };

type Answer = number | ExchangeError["kind"] | { readonly status: number; readonly retryAfter: string };

/** A conversation with a provider that gives one answer after the other, the last one for ever. */
function talkTo(answers: readonly Answer[], maxTimeMs = 60_000) {
  const state = new RunState({ maxRequests: 100, maxSessions: 100, maxTimeMs, settleMs: 100 });
  const sent: WireRequest[] = [];
  const holds: number[] = [];
  const transport = scriptedTransport((request) => {
    const answer = answers[Math.min(sent.push(request), answers.length) - 1]!;
    if (typeof answer === "string") return { kind: answer, message: `no ${KEYS.valid}` };
    const body = `{"key":"${KEYS.valid}"}`;
    return typeof answer === "number"
      ? { status: answer, body }
      : { status: answer.status, body, headers: [["retry-after", answer.retryAfter]] };
  });
  const talk = new CaseRunner(SCRIPT, { transport, keys: KEYS, contract: pageContract, state });
  // Nobody wants to wait here for as long as it says.
  state.holdFor = (ms) => void holds.push(ms);
  state.rest = async (ms) => void holds.push(ms);
  return { talk, state, sent, holds };
}

const read: RequestSpec = { operation: "getSession", session: "s%201", step: 3, purpose: "step" };
const send: RequestSpec = {
  ...{ operation: "sendMessage", session: "s1", step: 4, purpose: "marker" },
  body: Buffer.from('{"sender":"contact"}'),
};

describe("one request", () => {
  test("goes where the contract says, with the key and the type of its body", async () => {
    const { talk, sent } = talkTo([200]);
    await talk.ask(read);
    await talk.ask({ ...read, session: "a/../b%", query: "cursor=1" });
    await talk.ask({ ...send, contentType: "text/plain" });
    await talk.ask({ operation: "createSession", step: 0, purpose: "step", body: Buffer.from("{}") });
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /chat/sessions/s%201",
      "GET /chat/sessions/a/../b%?cursor=1",
      "POST /chat/sessions/s1/send",
      "POST /chat/sessions",
    ]);
    const authorization = ["authorization", `Bearer ${KEYS.valid}`];
    expect(sent[0]).not.toHaveProperty("body");
    expect(sent[0]!.headers).toEqual([["accept", "application/json"], authorization]);
    expect(sent[2]!.headers).toContainEqual(["content-type", "text/plain"]);
    expect(sent[3]!.headers).toContainEqual(["content-type", "application/json"]);
  });

  test("shows its key as the credential says, and is not sent where that cannot be made", async () => {
    const { talk, sent } = talkTo([200]);
    await talk.ask({ ...read, credential: "none" });
    await talk.ask({ ...read, credential: "in-query", query: "cursor=1" });
    expect(sent[0]!.headers).toEqual([["accept", "application/json"]]);
    expect(sent[1]!.path).toBe(`/chat/sessions/s%201?cursor=1&access_token=${KEYS.valid}`);
    const keyless = new CaseRunner(SCRIPT, {
      transport: scriptedTransport(() => expect.fail("it was sent")),
      keys: { valid: KEYS.valid },
      contract: pageContract,
      state: talkTo([]).state,
    });
    expect(await keyless.ask({ ...read, credential: "read-only" })).toBeUndefined();
    expect(keyless.soFar().exchanges).toEqual([]);
  });

  test("is recorded with its answer, on the clock of the run, and without any key", async () => {
    const { talk, state } = talkTo([201]);
    const exchange = (await talk.ask({ ...send, credential: "in-query" }))!;
    expect(talk.soFar().exchanges).toEqual([exchange]);
    expect(exchange).toMatchObject({
      ...{ step: 4, purpose: "marker", operation: "sendMessage", credential: "in-query" },
      request: { method: "POST", body: { encoding: "utf8", data: '{"sender":"contact"}' } },
      response: { status: 201, headers: [], body: { encoding: "utf8", data: '{"key":"<api-key>"}' } },
    });
    expect(exchange.startedMs).toBeGreaterThanOrEqual(0);
    expect(exchange.endedMs).toBeLessThanOrEqual(state.now() + 0.001);
    expect(JSON.stringify(exchange)).not.toContain(KEYS.valid);
    const failed = (await talkTo(["timeout"]).talk.ask(send))!;
    expect(failed).toMatchObject({
      credential: "valid",
      error: { kind: "timeout", message: "no <api-key>" },
    });
    expect(failed).not.toHaveProperty("response");
    expect((await talk.ask(read))!.request).not.toHaveProperty("body");
  });

  test("stands where it was begun, though another one that was begun later is answered sooner", async () => {
    let open = (): void => undefined;
    const release = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { talk } = talkTo([200]);
    const first = talk.ask({ ...send, step: 1, release });
    await talk.ask({ ...send, step: 2 });
    open();
    await first;
    expect(talk.soFar().exchanges.map(({ step }) => step)).toEqual([1, 2]);
  });
});

describe("a request is sent again", () => {
  const tried = async (ask: RequestSpec, answers: readonly Answer[]) => {
    const { talk, sent, holds } = talkTo(answers);
    const last = await talk.ask(ask);
    expect(talk.soFar().exchanges.at(-1)).toBe(last);
    expect(talk.soFar().exchanges.map(({ purpose }) => purpose)).toEqual([
      ask.purpose,
      ...Array(sent.length - 1).fill("retry"),
    ]);
    return holds;
  };

  test("after 429 without Retry-After, ever later, until the answer stands", async () => {
    expect(await tried(send, [429, 200])).toEqual([250]);
    expect(await tried(send, [429])).toEqual([250, 500, 1000, 2000, 4000, 8000]);
  });

  test("after 429 and 503 as late as Retry-After says, in seconds or as a date, unless that is too long", async () => {
    const after = (status: number, retryAfter: string) => tried(read, [{ status, retryAfter }, 200]);
    expect(await after(429, "2")).toEqual([2000]);
    expect(await after(503, "0")).toEqual([10]);
    expect(await after(503, "60")).toEqual([60_000]);
    expect(await after(503, "61")).toEqual([]);
    expect(await after(429, "soon")).toEqual([250]);
    const [heldMs] = await after(429, new Date(Date.now() + 5_000).toUTCString());
    expect(heldMs).toBeGreaterThan(3_000);
    expect(heldMs).toBeLessThanOrEqual(5_000);
    expect(await tried(send, [{ status: 503, retryAfter: "0" }])).toHaveLength(20);
  });

  test("where it read, and its connection broke, but not where it may have written", async () => {
    expect(await tried(read, ["reset", "timeout", 200])).toEqual([250, 500]);
    expect(await tried(read, ["reset"])).toEqual([250, 500]);
    expect(await tried(send, ["reset"])).toEqual([]);
  });

  test("where its connection was refused by a provider that may be starting again", async () => {
    expect(await tried(send, ["refused"])).toEqual([]);
    const { talk, holds } = talkTo([200, "refused", "refused", 200, "refused"]);
    await talk.ask(send);
    expect((await talk.ask(send))!.response!.status).toBe(200);
    expect(holds.splice(0)).toEqual([250, 500]);
    expect((await talk.ask(read))!.error!.kind).toBe("refused");
    expect(holds).toEqual([250, 500, 1000, 2000, 4000]);
  });

  test("after no other answer", async () => {
    for (const status of [200, 400, 404, 500, 503]) expect(await tried(send, [status])).toEqual([]);
  });
});
