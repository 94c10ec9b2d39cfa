import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/evidence/case.ts";
import type { Credential } from "../../../src/http/credentials.ts";
import type { Json, JsonObject } from "../../../src/json/json.ts";
import { factsOf } from "../../../src/send-message/analysis/facts.ts";
import { type SendOutcome, sendOutcomesOf } from "../../../src/send-message/analysis/send-outcomes.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { Recording } from "../../helpers/recording.ts";

function asked(it: Case): SendOutcome[] {
  return sendOutcomesOf(it, factsOf(it), pageContract);
}

function expectation(members: JsonObject, credential?: Credential) {
  const sent = credential === undefined ? {} : { credential };
  return asked(new Recording().session("s").send("s", members, sent).case())[0]!.expectation;
}

/** What Get Session shows of a session. */
const CLOSED = { members: { status: "closed_resolved" } };
const OPEN = { members: { status: "open" } };

const taken = (it: Recording) => it.send("s", { should_take_over_session_from_ai: true });

function ofText(raw: string) {
  return asked(new Recording().session("s").send("s", {}, { raw }).case())[0]!.expectation;
}

describe("a send that must be accepted", () => {
  test.each<[string, JsonObject]>([
    ["with nothing beside its message", {}],
    ["by the agent", { sender: "agent" }],
    ["with strings, numbers and booleans in session data", { custom_data: { s: "", n: -0.5, b: false } }],
    ["with strings in contact data", { contact: { custom_data: { s: "" } } }],
    ["with empty custom data", { custom_data: {}, contact: { custom_data: {} } }],
    ["with an e-mail address", { contact: { email: "a@example.com" } }],
    ["with a take-over", { should_take_over_session_from_ai: true }],
    ["with keys that are words of a database", { custom_data: { select: "x", length: "y" } }],
  ])("is one %s", (_, members) => {
    expect(expectation(members)).toEqual({ answer: "accept" });
  });
});

test("a body that is long in bytes may be refused, however few its characters are", () => {
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`.padEnd(64, "x"));
  const body = (text: string) => ({
    message: { type: "text", text: text.repeat(1000) },
    custom_data: Object.fromEntries(keys.map((key) => [key, text.repeat(200)])),
  });
  expect(expectation(body("e"))).toEqual({ answer: "accept" });
  expect(expectation(body("漢"))).toEqual({ answer: "open" });
});

describe("a send that must be refused", () => {
  test.each<[string, JsonObject, Json]>([
    ["an object in session data", { custom_data: { k: {} } }, { record: "session", value: "object" }],
    [
      "an object in contact data",
      { contact: { custom_data: { k: { a: 1 } } } },
      { record: "contact", value: "object" },
    ],
    ["an array", { custom_data: { k: [] } }, { record: "session", value: "array" }],
    [
      "an object in an array",
      { custom_data: { k: ["a", {}] } },
      { record: "session", value: "object-in-array" },
    ],
    ["null", { contact: { custom_data: { k: null } } }, { record: "contact", value: "null" }],
    ["an unknown sender", { sender: "nobody" }, { keyword: "enum", place: "/sender" }],
    ["a sender of another type", { sender: 5 }, { keyword: "type", place: "/sender" }],
    ["a message of another type", { message: "text" }, { keyword: "type", place: "/message" }],
    ["a malformed e-mail", { contact: { email: "nobody" } }, { keyword: "format", place: "/contact/email" }],
    ["session data that is not an object", { custom_data: "x" }, { keyword: "type", place: "/custom_data" }],
  ])("is one with %s", (_, members, defect) => {
    expect(expectation(members)).toMatchObject({ answer: "refuse", because: "body", defect });
  });

  test("is one without a required member", () => {
    expect(ofText('{"message":{"type":"text","text":"x"}}')).toMatchObject({
      defect: { kind: "shape", keyword: "required", place: "/sender" },
    });
  });

  test.each(["", "{", "not json", "{'a':1}"])("is one with the body %j", (raw) => {
    expect(ofText(raw)).toMatchObject({ answer: "refuse", because: "body", defect: { kind: "not-json" } });
  });

  test("is one with two objects, which are one kind of fault", () => {
    expect(expectation({ custom_data: { a: {}, b: {} } })).toMatchObject({ because: "body" });
  });

  test.each<Credential>([
    "none",
    "wrong",
    "half",
    "longer",
    "other-case",
    "basic",
    "no-scheme",
    "empty",
    "in-query",
  ])("is one with the credential %s", (credential) => {
    expect(expectation({}, credential)).toMatchObject({ answer: "refuse", because: "credential" });
  });

  test("is one with a key that lacks the scope", () => {
    expect(expectation({}, "read-only")).toMatchObject({ answer: "refuse", because: "scope" });
  });

  test("is one to a session that does not exist", () => {
    const it = new Recording().send("nowhere").case({
      steps: [{ do: "send", session: "=nowhere", body: { json: {} } }],
    });
    const [ask] = asked({ ...it, exchanges: it.exchanges.map((exchange) => ({ ...exchange, step: 0 })) });
    expect(ask!.expectation).toMatchObject({ answer: "refuse", because: "session" });
  });
});

describe("a send that may be answered in any way", () => {
  test.each<[string, JsonObject]>([
    ["unknown members", { unknown: 1 }],
    ["null for an optional member", { custom_data: null }],
    ["an empty message", { message: {} }],
    ["an empty text", { message: { type: "text", text: "" } }],
    ["an unknown type of message", { message: { type: "other", text: "x" } }],
    ["an agent's id", { agent: { id: 1 } }],
    [
      "attachments",
      { message: { type: "text", text: "x", attachments: [{ name: "n", url: "https://example.com" }] } },
    ],
    ["numbers in contact data", { contact: { custom_data: { n: 1 } } }],
    ["U+0000", { custom_data: { k: "\u0000" } }],
    ["an unpaired surrogate", { custom_data: { k: "\ud800" } }],
    ["the key __proto__", { custom_data: JSON.parse('{"__proto__":"x"}') }],
    ["a long key", { custom_data: { ["k".repeat(65)]: "x" } }],
    ["a long value", { custom_data: { k: "x".repeat(201) } }],
    ["a long text", { message: { type: "text", text: "x".repeat(1001) } }],
  ])("is one with %s", (_, members) => {
    expect(expectation(members)).toEqual({ answer: "open" });
  });

  test("is one with a scheme in lower case", () => {
    expect(expectation({}, "lower-case-scheme")).toEqual({ answer: "open" });
  });

  test("is one with a name that stands twice, or a number beyond a double", () => {
    const text = '"sender":"contact","message":{"type":"text","text":"x"}';
    expect(ofText(`{${text},"custom_data":{"a":1,"a":2}}`)).toEqual({ answer: "open" });
    expect(ofText(`{${text},"custom_data":{"a":1e400}}`)).toEqual({ answer: "open" });
    expect(ofText(`{${text},"custom_data":{"a":":","b":"\\":1"}}`)).toEqual({ answer: "accept" });
  });

  test("is one with two different faults, for either may be answered first", () => {
    expect(expectation({ custom_data: { k: {} } }, "none")).toEqual({ answer: "open" });
    expect(expectation({ sender: "nobody", custom_data: { k: {} } })).toEqual({ answer: "open" });
  });

  test.each([
    ["looks like an attack, refused by a gateway", "'; DROP TABLE t", 403, "<h1>Blocked</h1>", "open"],
    ["looks like an attack, refused in JSON", "'; DROP TABLE t", 403, '{"statusCode":403}', "accept"],
    ["looks like an attack, refused with another status", "'; DROP TABLE t", 400, "<h1>No</h1>", "accept"],
    ["looks harmless", "a table", 403, "<h1>Blocked</h1>", "accept"],
  ] as const)("is one that %s: %j, %i %s: %s", (_, value, status, data, answer) => {
    const it = new Recording()
      .session("s")
      .send("s", { custom_data: { k: value } })
      .case();
    const exchanges = it.exchanges.map((exchange) =>
      exchange.operation === "sendMessage"
        ? { ...exchange, response: { status, headers: [], body: { encoding: "utf8" as const, data } } }
        : exchange,
    );
    expect(asked({ ...it, exchanges })[0]!.expectation).toEqual({ answer });
  });

  test.each([
    [
      "shown as closed afterwards",
      "open",
      (it: Recording) => it.send("s", {}, { status: 409 }).read("s", CLOSED),
    ],
    [
      "shown as closed before",
      "open",
      (it: Recording) => it.read("s", CLOSED).send("s", {}, { status: 409 }),
    ],
    [
      "closed, and opened again by a message",
      "accept",
      (it: Recording) => it.read("s", CLOSED).send("s").send("s", {}, { status: 409 }),
    ],
    ["shown as open", "accept", (it: Recording) => it.send("s", {}, { status: 409 }).read("s", OPEN)],
    ["taken over, and never read", "open", (it: Recording) => taken(it).send("s", {}, { status: 409 })],
    [
      "taken over, and shown as open",
      "accept",
      (it: Recording) => taken(it).read("s", OPEN).send("s", {}, { status: 409 }),
    ],
    [
      "taken over, and takes another message",
      "accept",
      (it: Recording) => taken(it).send("s").send("s", {}, { status: 409 }),
    ],
    [
      "that is taken over afterwards",
      "accept",
      (it: Recording) => taken(it.send("s", {}, { status: 409 })),
      -2,
    ],
    ["closed, and is accepted", "accept", (it: Recording) => it.read("s", CLOSED).send("s")],
  ] as const)("is one that is refused by a session %s: %s", (_, answer, record, which: number = -1) => {
    const sends = asked(record(new Recording().session("s").send("s")).case());
    expect(sends.at(which)!.expectation).toEqual({ answer });
  });

  test("is one to a session that nobody is known to have created", () => {
    expect(asked(new Recording().send("elsewhere").case())[0]!.expectation).toEqual({ answer: "open" });
  });
});

describe("an answer is", () => {
  const tries = (statuses: readonly (number | null)[], probes: readonly number[] = []) => {
    const recording = new Recording().session("s");
    statuses.forEach((status, index) => {
      recording.send("s", { custom_data: { k: "same" } }, { status, text: "same" });
      const probe = probes[index];
      if (probe !== undefined) recording.send("s", {}, { status: probe, text: `probe ${index}` });
    });
    const it = recording.case();
    const exchanges = it.exchanges.map((exchange) =>
      exchange.request.body?.data.includes("probe") ? { ...exchange, purpose: "probe" as const } : exchange,
    );
    return asked({ ...it, exchanges })[0]!;
  };

  test.each([
    [[200], "accepted"],
    [[299], "accepted"],
    [[400], "refused"],
    [[404], "refused"],
    [[429], "unknown"],
    [[null], "unknown"],
    [[503], "unknown"],
    [[302], "unknown"],
    [[429, 200], "accepted"],
    [[500, 400], "refused"],
    [[null, 200], "accepted"],
  ] as const)("after %j: %s", (statuses, answer) => {
    expect(tries(statuses)).toMatchObject({ answer, tries: statuses.map((_, index) => index + 1) });
  });

  test("a crash after four server errors with a plain send accepted between each two, and not before", () => {
    expect(tries([500, 500, 500, 500], [200, 200, 200]).answer).toBe("crashed");
    expect(tries([500, 502, 503, 500], [201, 200, 202]).answer).toBe("crashed");
    expect(tries([500, 500, 500], [200, 200]).answer).toBe("unknown");
    expect(tries([500, 500, 500, 500]).answer).toBe("unknown");
    expect(tries([500, 500, 500, 500], [200, 500, 200]).answer).toBe("unknown");
  });
});
