import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { CreateSessionStep, SendStep, Step } from "../../src/evidence/step.ts";
import type { Exchange } from "../../src/http/exchange.ts";
import type { WireRequest } from "../../src/http/transport.ts";
import type { ExecutionContext } from "../../src/running/execution-context.ts";
import { runCase } from "../../src/running/run-case.ts";
import { RunState } from "../../src/running/run-state.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { KEYS } from "../helpers/providers.ts";
import { scriptedTransport } from "../helpers/scripted-transport.ts";

const TAG = "octagz";
type Answer = { readonly status: number; readonly body?: unknown } | "reset" | "timeout";
/** What comes of the n-th request, from 0; else what a plain provider answers. */
type Answers = (request: WireRequest, n: number) => Answer | undefined | Promise<Answer | undefined>;

function plainAnswer({ method, path }: WireRequest, n: number): Answer {
  if (path === "/contacts") return { status: 201, body: { id: `c${n}` } };
  if (path === "/chat/sessions") return { status: 201, body: { id: `s${n}` } };
  if (path.includes("/history")) return { status: 200, body: { items: [], next: null } };
  if (method === "GET") return { status: 200, body: {} };
  return { status: 200, body: { success: true, data: { message: { id: `m${n}` } } } };
}

/** Carries out these steps at a provider that answers so. */
async function performed(
  steps: readonly Step[],
  {
    answers = () => undefined,
    maxRequests = 500,
    ...more
  }: Partial<ExecutionContext> & { answers?: Answers; maxRequests?: number } = {},
  scenario = "x",
) {
  const state = new RunState({ maxRequests, maxSessions: 100, maxTimeMs: 60_000, settleMs: 30 });
  const sent: { at: number; line: string; body: string }[] = [];
  const transport = scriptedTransport(async (request, n) => {
    const held = request.release === undefined ? "" : "held ";
    const [path] = request.path.split("?access");
    const body = Buffer.from(request.body ?? []).toString();
    sent.push({ at: performance.now(), line: `${held}${request.method} ${path}`, body });
    const answer = (await answers(request, n)) ?? plainAnswer(request, n);
    if (typeof answer === "string") return { kind: answer, message: "no answer" };
    return { status: answer.status, body: JSON.stringify(answer.body ?? {}) };
  });
  const stage: ExecutionContext = { transport, keys: KEYS, contract: pageContract, state, ...more };
  const it = await runCase({ id: "x/0", scenario, tag: TAG, steps }, stage);
  return {
    ...{ it, state, sent },
    lines: sent.map(({ line }) => line),
    purposes: it.exchanges.map(({ purpose }) => purpose),
  };
}

const open: CreateSessionStep = { do: "create-session", as: "s", body: { verified: true } };
const send = (json: object = {}, session = "s"): SendStep => ({
  ...{ do: "send", session },
  body: { json: { sender: "contact", message: { type: "text", text: `${TAG}: it` }, ...json } },
});
const isSend = ({ path }: WireRequest) => path.includes("/send");

describe("a session or a contact is created", () => {
  test("and later steps mean it by its name", async () => {
    const { lines, state, sent } = await performed([
      { do: "create-contact", as: "ann", body: { a: 1 } },
      { ...open, contact: "ann" },
      send(),
    ]);
    expect(lines).toEqual(["POST /contacts", "POST /chat/sessions", "POST /chat/sessions/s1/send"]);
    expect(sent[1]!.body).toBe('{"verified":true,"contact_id":"c0"}');
    expect([state.createdContacts, state.createdSessions, state.sessions]).toEqual([["c0"], ["s1"], 1]);
  });

  test("also where the contact's id stands inside it", async () => {
    const answers: Answers = ({ path }) =>
      path === "/contacts" ? { status: 201, body: { contact: { id: "inner" } } } : undefined;
    const { state } = await performed([{ do: "create-contact", as: "ann", body: {} }, open], { answers });
    expect([state.createdContacts, state.createdSessions]).toEqual([["inner"], ["s1"]]);
  });

  test("or the case is over; but not where it was to be refused", async () => {
    const answers: Answers = (request) => (isSend(request) ? undefined : { status: 400 });
    expect((await performed([open, send()], { answers })).lines).toEqual(["POST /chat/sessions"]);
    const contact: Step = { do: "create-contact", as: "ann", body: {} };
    expect((await performed([contact, send()], { answers })).lines).toEqual(["POST /contacts"]);
    const refused = await performed([{ ...open, credential: "none" }, send({}, "=s9")], { answers });
    expect(refused.lines).toEqual(["POST /chat/sessions", "POST /chat/sessions/s9/send"]);
    expect(refused.state.createdSessions).toEqual([]);
  });

  test("at the third try at the latest, where a server error or none was the answer", async () => {
    const failing =
      (times: number, answer: Answer): Answers =>
      (_request, n) =>
        n < times ? answer : undefined;
    for (const answer of [{ status: 500 }, { status: 599 }, "timeout"] as const) {
      const { lines, purposes } = await performed([open, send()], { answers: failing(2, answer) });
      expect(lines).toHaveLength(4);
      expect(purposes).toEqual(["step", "retry", "retry", "step"]);
    }
    expect((await performed([open, send()], { answers: failing(9, { status: 500 }) })).lines).toHaveLength(3);
    expect((await performed([open, send()], { answers: failing(9, { status: 499 }) })).lines).toHaveLength(1);
  });

  test("by nobody where the run has one that it was given", async () => {
    const { lines, state } = await performed([open, send()], { session: "mine" });
    expect(lines).toEqual(["POST /chat/sessions/mine/send"]);
    expect([state.sessions, state.createdSessions]).toEqual([0, []]);
  });

  test("as often as the bound allows; what was done until then is kept", async () => {
    const { lines, it } = await performed([open, send(), send(), send()], { maxRequests: 3 });
    expect(lines).toHaveLength(3);
    expect(it.exchanges).toHaveLength(3);
    expect(it).toMatchObject({ id: "x/0", tag: TAG, received: [], programs: [], patienceMs: 30 });
  });
});

describe("a send", () => {
  test("that is accepted, or to be refused, is sent once", async () => {
    const nested = send({ custom_data: { a: { b: "c" } } });
    const answers: Answers = (request) =>
      Buffer.from(request.body ?? []).includes('{"b"') ? { status: 400 } : undefined;
    const { purposes } = await performed([open, send({ custom_data: { a: 1, b: 2 } }), nested], { answers });
    expect(purposes).toEqual(["step", "step", "step"]);
  });

  test("whose connection was reset is probed once", async () => {
    const answers: Answers = (_request, n) => (n === 1 ? "reset" : undefined);
    expect((await performed([open, send()], { answers })).purposes).toEqual(["step", "step", "probe"]);
    const always: Answers = (request) => (isSend(request) ? "reset" : undefined);
    expect((await performed([open, send()], { answers: always })).purposes.slice(0, 3)).toEqual([
      "step",
      "step",
      "probe",
    ]);
    const late: Answers = (request) => (isSend(request) ? "timeout" : undefined);
    expect((await performed([open, send()], { answers: late })).purposes).toEqual(["step", "step"]);
  });

  test("that meets a server error is tried four times, with a plain send in between", async () => {
    const isIt = (request: WireRequest) => isSend(request) && Buffer.from(request.body!).includes("it");
    const answers: Answers = (request) => (isIt(request) ? { status: 500 } : undefined);
    const { sent, purposes } = await performed([open, send()], { answers });
    expect(purposes).toEqual(["step", "step", ...Array(6).fill("probe")]);
    const texts = sent.slice(1).map(({ body }) => /text":"[^"]*: ([^"]*)"/.exec(body)![1]);
    expect(texts).toEqual(["it", "probe 1", "it", "probe 2", "it", "probe 3", "it"]);
  });

  test("that meets one once is not accused, nor one where plain sends fail as well", async () => {
    const once: Answers = (_request, n) => (n === 1 ? { status: 500 } : undefined);
    expect((await performed([open, send()], { answers: once })).purposes).toEqual([
      "step",
      "step",
      "probe",
      "probe",
    ]);
    const always: Answers = (request) => (isSend(request) ? { status: 500 } : undefined);
    expect((await performed([open, send()], { answers: always })).purposes.slice(0, 3)).toEqual([
      "step",
      "step",
      "probe",
    ]);
    const silent: Answers = (request, n) =>
      n > 1 && isSend(request) ? "timeout" : n === 1 ? { status: 500 } : undefined;
    expect((await performed([open, send()], { answers: silent })).purposes).toEqual([
      "step",
      "step",
      "probe",
    ]);
  });

  test("to an unknown session is tried again beside a real one, if the case has any", async () => {
    const answers: Answers = (request) => (request.path.includes("unknown") ? { status: 500 } : undefined);
    const { lines } = await performed([open, send({}, "=unknown")], { answers });
    expect(lines.slice(1, 4)).toEqual([
      "POST /chat/sessions/unknown/send",
      "POST /chat/sessions/s0/send",
      "POST /chat/sessions/unknown/send",
    ]);
    expect((await performed([send({}, "=unknown")], { answers })).lines).toHaveLength(1);
  });

  test("that is refused though it is valid is sent in parts, until what is to blame stands alone", async () => {
    const answers: Answers = ({ body }) =>
      Buffer.from(body ?? []).includes('"bad"') ? { status: 400 } : undefined;
    const { sent, purposes } = await performed([open, send({ custom_data: { a: 1, b: 2, c: 3, bad: 4 } })], {
      answers,
    });
    const parts = sent.slice(2).map(({ body }) => {
      const { custom_data: own = {}, message } = JSON.parse(body) as {
        custom_data?: object;
        message: { text: string };
      };
      return `${message.text.split(": ")[1]}: ${Object.keys(own)}`;
    });
    expect(parts).toEqual([
      "it part 1: ",
      "it part 2: a,b",
      "it part 3: c,bad",
      "it part 4: c",
      "it part 5: bad",
    ]);
    expect(purposes.slice(1)).toEqual(["step", "part", "part", "part", "part", "part"]);
  });

  test("that is refused is sent without its data first: where that is refused as well, the data is not to blame", async () => {
    const answers: Answers = (request) => (isSend(request) ? { status: 400 } : undefined);
    const { purposes } = await performed([open, send({ custom_data: { a: 1, b: 2 } })], { answers });
    expect(purposes).toEqual(["step", "step", "part"]);
    expect((await performed([open, send()], { answers })).purposes).toEqual(["step", "step"]);
    const text: Step = { do: "send", session: "s", body: { text: '{"sender":"contact"' } };
    expect((await performed([open, text], { answers })).purposes).toEqual(["step", "step"]);
  });
});

describe("steps at the same time", () => {
  const read = { do: "read", operation: "getSession", session: "s" } as const;

  test("are held, and released together; what stands beside them begins just before", async () => {
    const { sent, it } = await performed([
      open,
      { do: "together", sends: [send({ a: 1 }), send({ a: 2 })], beside: [read, { ...open, as: "t" }] },
      send({}, "t"),
    ]);
    expect(sent.map(({ line }) => line)).toEqual([
      "POST /chat/sessions",
      "GET /chat/sessions/s0",
      "POST /chat/sessions",
      "held POST /chat/sessions/s0/send",
      "held POST /chat/sessions/s0/send",
      "POST /chat/sessions/s4/send",
    ]);
    expect(sent[3]!.at - sent[0]!.at).toBeGreaterThan(9);
    expect(it.exchanges.map(({ step }) => step)).toEqual([0, 1, 1, 1, 1, 2]);
  });

  test("are all waited for, also where the bound ends one of them at once", async () => {
    const answers: Answers = async ({ method }) => {
      if (method === "GET") await pause(30);
      return undefined;
    };
    const beside = [read, read, read];
    const { it } = await performed([open, { do: "together", sends: [send()], beside }], {
      answers,
      maxRequests: 3,
    });
    expect(it.exchanges.map(({ operation }) => operation)).toEqual([
      "createSession",
      "sendMessage",
      "getSession",
    ]);
  });

  test("end the case where the bound was reached", async () => {
    const { it } = await performed([open, { do: "together", sends: [send(), send()] }, send()], {
      maxRequests: 2,
    });
    expect(it.exchanges).toHaveLength(2);
    const beside = await performed([open, { do: "together", sends: [send()], beside: [read] }, send()], {
      maxRequests: 2,
    });
    expect(beside.it.exchanges).toHaveLength(2);
  });
});

describe("a read", () => {
  test("is made with the credential that it is given", async () => {
    const { it } = await performed([
      open,
      { do: "read", operation: "listHistory", session: "s", credential: "none" },
      { do: "read", operation: "getSession", session: "s" },
    ]);
    expect(
      it.exchanges.map(({ operation, credential, purpose }) => [operation, credential, purpose]),
    ).toEqual([
      ["createSession", "valid", "step"],
      ["listHistory", "none", "step"],
      ["getSession", "valid", "step"],
    ]);
  });

  test("of a history follows its pages", async () => {
    const cursors = ["a b", "c", ""];
    const answers: Answers = ({ path }) =>
      path.includes("/history") ? { status: 200, body: { items: [], next: cursors.shift() } } : undefined;
    const { lines } = await performed([open, { do: "history", session: "s" }], { answers });
    expect(lines).toEqual([
      "POST /chat/sessions",
      "GET /chat/sessions/s0/history",
      "GET /chat/sessions/s0/history?cursor=a%20b",
      "GET /chat/sessions/s0/history?cursor=c",
    ]);
  });

  test("of a history that shows not all is repeated behind a message", async () => {
    const { purposes } = await performed([open, send(), { do: "history", session: "s" }]);
    expect(purposes.slice(0, 6)).toEqual(["step", "step", "step", "marker", "step", "poll"]);
  });

  test("of the records is repeated behind a marker; or stands behind one, or behind none", async () => {
    const looks = async (marker: { marker?: boolean }) => {
      const observe: Step = { do: "observe", session: "s", records: ["session"], ...marker };
      const { purposes } = await performed([open, send({ custom_data: { a: 1 } }), observe]);
      // How many polls fit into the time that a read is given is no matter here.
      return purposes.slice(2).filter((purpose, at, all) => purpose !== all[at - 1]);
    };
    expect(await looks({})).toEqual(["step", "marker", "step", "poll"]);
    expect(await looks({ marker: true })).toEqual(["marker", "step", "poll"]);
    expect(await looks({ marker: false })).toEqual(["step", "poll"]);
  });

  test("waits where the script says so", async () => {
    const { sent } = await performed([open, { do: "wait", ms: 40 }, send()]);
    expect(sent[1]!.at - sent[0]!.at).toBeGreaterThan(39);
  });
});

test("what a ticketing system was told belongs to the scenarios of ticketing", async () => {
  const told = { request: { body: { encoding: "utf8", data: `${TAG}: it` } } } as unknown as Exchange;
  const ticketing = { received: () => [told] };
  expect((await performed([open, send()], { ticketing }, "ticketing-later")).it.received).toEqual([told]);
  expect((await performed([open, send()], { ticketing }, "x-ticketing")).it.received).toEqual([]);
  expect((await performed([open, send()], {}, "ticketing")).it.received).toEqual([]);
});

test("what breaks the engine itself is not hidden", async () => {
  const answers: Answers = () => {
    throw new TypeError("a bug");
  };
  await expect(performed([open], { answers })).rejects.toThrow("a bug");
});
