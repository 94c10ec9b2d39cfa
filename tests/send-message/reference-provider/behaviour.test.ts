import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/json/json.ts";
import type { Behaviour, Call } from "../../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour as correct } from "../../../src/send-message/reference-provider/correct-behaviour.ts";
import { drive } from "./driver.ts";

const withBehaviour = (changed: Partial<Behaviour>) =>
  drive("handler", { behaviour: { ...correct, ...changed } });

describe("a changed behaviour", () => {
  test("may replace instead of merge, from the second message on", async () => {
    const it = await withBehaviour({
      merge: (call, record, seen, sent) =>
        correct.merge(call, record, call.nth >= 2 ? new Map() : seen, sent),
    });
    const id = await it.session({ custom_data: { a: 1 } });
    await it.send(id, { custom_data: { b: 2 } });
    expect((await it.get(id)).custom_data).toEqual({ a: 1, b: 2 });
    await it.send(id, { custom_data: { c: 3 } });
    expect((await it.get(id)).custom_data).toEqual({ c: 3 });
  });

  test("may read in one turn and write in the next, with the merge of another change", async () => {
    const merge: Behaviour["merge"] = (call, record, seen, sent) =>
      new Map([...correct.merge(call, record, seen, sent), ["seen by", "merge"]]);
    const it = await withBehaviour({
      merge,
      async update(call, record, sent) {
        const seen = record.data;
        await turn();
        record.data = call.behaviour.merge(call, record, seen, sent);
      },
    });
    const id = await it.session();
    await Promise.all([it.send(id, { custom_data: { a: 1 } }), it.send(id, { custom_data: { b: 2 } })]);
    expect(Object.keys((await it.get(id)).custom_data as JsonObject)).toHaveLength(2);
  });

  test("may let reads lag", async () => {
    const before = new Map<object, typeof empty>();
    const empty: Awaited<ReturnType<Behaviour["read"]>> = new Map();
    const it = await withBehaviour({
      update(call, record, sent) {
        before.set(record, record.data);
        return correct.update(call, record, sent);
      },
      read: (_call, record) => before.get(record) ?? empty,
    });
    const id = await it.session();
    await it.send(id, { custom_data: { a: 1 } });
    expect((await it.get(id)).custom_data).toEqual({});
    await it.send(id);
    expect((await it.get(id)).custom_data).toEqual({ a: 1 });
  });

  test("may keep the message and the valid keys of a rejected request", async () => {
    const it = await withBehaviour({
      async refused(call, refusal) {
        if (refusal.status !== 400 || !call.session) return;
        const good = Object.entries(call.behaviour.sentSessionData(call)).filter(
          ([, value]) => typeof value !== "object",
        );
        await correct.update(call, call.session.data, Object.fromEntries(good));
        await correct.storeMessage(call, call.session, call.behaviour.message(call));
      },
    });
    const id = await it.session();
    expect((await it.send(id, { custom_data: { good: 1, bad: {} } })).status).toBe(400);
    expect((await it.get(id)).custom_data).toEqual({ good: 1 });
    expect(await it.history(id)).toHaveLength(1);
  });

  test("may refuse only after the write", async () => {
    const it = await withBehaviour({
      authorise() {},
      async answer(call, answer) {
        try {
          await correct.authorise(call);
          return answer;
        } catch {
          return { status: 401, body: { statusCode: 401, message: "Unauthorized", error: "Unauthorized" } };
        }
      },
    });
    const id = await it.session();
    const body = JSON.stringify({ sender: "contact", message: {} });
    const reply = await it.raw("POST", `/chat/sessions/${id}/send`, body, { authorization: "Bearer wrong" });
    expect(reply.status).toBe(401);
    expect(await it.history(id)).toHaveLength(1);
  });

  test("may take numbers in contact data as strings, and answer otherwise", async () => {
    const it = await withBehaviour({
      problems: async (call) => (await correct.problems(call)).filter(({ basis }) => basis !== "open"),
      sentContactData: (call) =>
        Object.fromEntries(
          Object.entries(correct.sentContactData(call)).map(([key, value]) => [key, String(value)]),
        ),
      answer: (call, answer) => (call.operation === "sendMessage" ? { ...answer, status: 202 } : answer),
    });
    const id = await it.session({ verified: true, contact: { email: "a@example.com" } });
    expect((await it.send(id, { contact: { custom_data: { n: 1.5 } }, custom_data: null })).status).toBe(202);
    expect((await it.get(id)).contact).toMatchObject({ custom_data: { n: "1.5" } });
  });

  test("may find other sessions, and answer with any bytes", async () => {
    const it = await withBehaviour({
      findSession: (call) => call.store.sessions.values().next().value,
      answer: (call, answer) =>
        call.operation === "sendMessage" ? { status: 200, raw: '{"success":' } : answer,
    });
    const id = await it.session();
    expect((await it.send("unknown")).text).toBe('{"success":');
    expect(await it.history(id)).toHaveLength(1);
  });

  test("sees the whole call", async () => {
    const calls: Call[] = [];
    const it = await withBehaviour({
      answer: (call, answer) => {
        calls.push(call);
        return answer;
      },
    });
    const id = await it.session();
    for (const text of ["one", "two"]) await it.send(id, { message: { text }, custom_data: { a: 1 } });
    expect(calls.map(({ operation, nth, number }) => [operation, nth, number])).toEqual([
      ["createSession", 0, 1],
      ["sendMessage", 1, 2],
      ["sendMessage", 2, 3],
    ]);
    expect(calls[2]).toMatchObject({
      bytes: 67,
      body: { sender: "contact", custom_data: { a: 1 } },
      session: { id },
    });
  });
});
