import { describe, expect, test } from "vitest";
import type { ObserveStep, SendStep, Step } from "../../src/evidence/step.ts";
import { requestsOf } from "../../src/running/requests-of.ts";

const ids = new Map([
  ["session", "7d4c80c8-dde1-4462-9d6f-321d54688405"],
  ["ann", "contact-1"],
]);
const bodyOf = ({ body }: { body?: Uint8Array } = {}) => Buffer.from(body ?? []).toString();
const of = (step: Step, index = 2, known: ReadonlyMap<string, string> = ids) =>
  requestsOf(step, { index, tag: "octagz", ids: known, session: undefined });
const onceOf = (step: Step, index?: number) => of(step, index).once[0]!;

describe("the session of a step", () => {
  const sessionOf = (session: string, known = ids) =>
    of({ do: "read", operation: "getSession", session }, 0, known).once[0]!.session;

  test("is the one of its name, or the id that stands there", () => {
    expect(sessionOf("session")).toBe(ids.get("session"));
    expect(sessionOf("of-a-user")).toBe("of-a-user");
    expect(sessionOf("=not/created")).toBe("not/created");
  });

  test("is unknown, and begins like a known one, where it is to", () => {
    const unlike = (id: string) => sessionOf("~it", new Map([["it", id]]));
    expect(sessionOf("~session")).toBe("7d4c80c8-dde1-4462-9d6f-cde2ab977bfa");
    expect(unlike("100012")).toBe("1000ed");
    expect(unlike("session-xyz")).toBe("session-xyzx");
    expect(unlike("1")).toBe("1x");
  });
});

describe("a step becomes a request", () => {
  test("that creates a session, of a contact where it names one", () => {
    const step = { do: "create-session", as: "session", body: { verified: true } } as const;
    const ask = onceOf(step);
    expect(ask).toEqual({ operation: "createSession", body: ask.body, step: 2, purpose: "step" });
    expect(bodyOf(ask)).toBe('{"verified":true}');
    expect(bodyOf(onceOf({ ...step, contact: "ann" }))).toBe('{"verified":true,"contact_id":"contact-1"}');
    expect(bodyOf(onceOf({ ...step, contact: "nobody" }))).toBe('{"verified":true}');
    expect(onceOf({ ...step, credential: "none" }).credential).toBe("none");
    expect(requestsOf(step, { index: 2, tag: "octagz", ids, session: "mine" }).once).toEqual([]);
  });

  test("that creates a contact", () => {
    const ask = onceOf({ do: "create-contact", as: "ann", body: { email: "a@example.com" } }, 1);
    expect(ask).toEqual({ operation: "createContact", body: ask.body, step: 1, purpose: "step" });
    expect(bodyOf(ask)).toBe('{"email":"a@example.com"}');
  });

  test("that sends, in JSON, text or bytes", () => {
    const step = { do: "send", session: "session" } as const;
    const ask = onceOf({ ...step, body: { json: { a: 1 } } }, 5);
    expect(ask).toEqual({
      ...{ operation: "sendMessage", session: ids.get("session"), body: ask.body, step: 5, purpose: "step" },
    });
    expect(bodyOf(ask)).toBe('{"a":1}');
    const text: SendStep = { ...step, body: { text: "{" }, contentType: "text/plain", credential: "half" };
    expect(onceOf(text)).toMatchObject({ contentType: "text/plain", credential: "half", purpose: "step" });
    expect(bodyOf(onceOf(text))).toBe("{");
    expect(onceOf({ ...step, body: { base64: "/w==" } }).body).toEqual(Buffer.from([255]));
  });

  test("that the engine adds of its own accord, each with a text of its own", () => {
    const observe = (...records: ObserveStep["records"][number][]): ObserveStep => ({
      ...{ do: "observe", session: "session", records },
    });
    const marker = of(observe("session", "contact"), 3).between!(2)!;
    expect(marker).toMatchObject({
      ...{ operation: "sendMessage", session: ids.get("session"), step: 3, purpose: "marker" },
    });
    expect(JSON.parse(bodyOf(marker))).toEqual({
      sender: "contact",
      message: { type: "text", text: "opencx-conformance octagz: marker 2" },
      custom_data: { opencx_marker2: "session shown 2 octagz" },
      contact: { custom_data: { opencx_marker2: "contact shown 2 octagz" } },
    });
    const membersOf = (step: Step) => Object.keys(JSON.parse(bodyOf(of(step).between!(1))));
    expect(membersOf(observe("contact"))).toEqual(["sender", "message", "contact"]);
    expect(membersOf(observe("session"))).toEqual(["sender", "message", "custom_data"]);
    expect(membersOf({ do: "history", session: "session" })).toEqual(["sender", "message"]);
    const probe = of({ do: "send", session: "session", body: { json: {} } }).between!(7)!;
    expect([probe.purpose, JSON.parse(bodyOf(probe)).message.text]).toEqual([
      "probe",
      "opencx-conformance octagz: probe 7",
    ]);
  });

  test("to a session that exists, where the step itself is to none", () => {
    const lost: Step = { do: "send", session: "=nowhere", body: { json: {} } };
    expect(of(lost).between!(1)!.session).toBe(ids.get("session"));
    expect(of(lost, 0, new Map()).between!(1)).toBeUndefined();
  });
});
