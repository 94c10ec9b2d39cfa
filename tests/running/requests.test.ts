import { describe, expect, test } from "vitest";
import {
  contactRequest,
  markerMembers,
  plainRequest,
  sendRequest,
  sessionPart,
  sessionRequest,
} from "../../src/running/requests.ts";

const ids = new Map([
  ["session", "7d4c80c8-dde1-4462-9d6f-321d54688405"],
  ["ann", "contact-1"],
]);
const bodyOf = ({ body }: { body?: Uint8Array }) => Buffer.from(body ?? []).toString();

describe("the session of a step", () => {
  test("is the one of its name, or the id that stands there", () => {
    expect(sessionPart("session", ids)).toBe(ids.get("session"));
    expect(sessionPart("of-a-user", ids)).toBe("of-a-user");
    expect(sessionPart("=not/created", ids)).toBe("not/created");
  });

  test("is unknown, and begins like a known one, where it is to", () => {
    const unlike = (id: string) => sessionPart("~it", new Map([["it", id]]));
    expect(sessionPart("~session", ids)).toBe("7d4c80c8-dde1-4462-9d6f-cde2ab977bfa");
    expect(unlike("100012")).toBe("1000ed");
    expect(unlike("session-xyz")).toBe("session-xyzx");
    expect(unlike("1")).toBe("1x");
  });
});

describe("a step becomes a request", () => {
  test("that creates a session, of a contact where it names one", () => {
    const step = { do: "create-session", as: "session", body: { verified: true } } as const;
    const ask = sessionRequest(step, 2, ids);
    expect(ask).toEqual({ operation: "createSession", body: ask.body, step: 2, purpose: "step" });
    expect(bodyOf(ask)).toBe('{"verified":true}');
    expect(bodyOf(sessionRequest({ ...step, contact: "ann" }, 2, ids))).toBe(
      '{"verified":true,"contact_id":"contact-1"}',
    );
    expect(bodyOf(sessionRequest({ ...step, contact: "nobody" }, 2, ids))).toBe('{"verified":true}');
    expect(sessionRequest({ ...step, credential: "none" }, 2, ids).credential).toBe("none");
  });

  test("that creates a contact", () => {
    const ask = contactRequest({ do: "create-contact", as: "ann", body: { email: "a@example.com" } }, 1);
    expect(ask).toEqual({ operation: "createContact", body: ask.body, step: 1, purpose: "step" });
    expect(bodyOf(ask)).toBe('{"email":"a@example.com"}');
  });

  test("that sends, in JSON, text or bytes", () => {
    const step = { do: "send", session: "session" } as const;
    const ask = sendRequest({ ...step, body: { json: { a: 1 } } }, 5, ids);
    expect(ask).toEqual({
      ...{ operation: "sendMessage", session: ids.get("session"), body: ask.body, step: 5, purpose: "step" },
    });
    expect(bodyOf(ask)).toBe('{"a":1}');
    const text = { ...step, body: { text: "{" }, contentType: "text/plain", credential: "half" } as const;
    expect(sendRequest(text, 5, ids, "probe")).toMatchObject({
      ...{ contentType: "text/plain", credential: "half", purpose: "probe" },
    });
    expect(bodyOf(sendRequest(text, 5, ids))).toBe("{");
    expect(sendRequest({ ...step, body: { base64: "/w==" } }, 5, ids).body).toEqual(Buffer.from([255]));
  });

  test("that the engine adds of its own accord, each with a text of its own", () => {
    const it = { tag: "octagz", number: 2, purpose: "marker" } as const;
    const ask = plainRequest("session", 3, ids, it, markerMembers(["session", "contact"], "octagz", 2));
    expect(ask).toMatchObject({
      operation: "sendMessage",
      session: ids.get("session"),
      step: 3,
      purpose: "marker",
    });
    expect(JSON.parse(bodyOf(ask))).toEqual({
      sender: "contact",
      message: { type: "text", text: "opencx-conformance octagz: marker 2" },
      custom_data: { opencx_marker2: "shown 2 octagz" },
      contact: { custom_data: { opencx_marker2: "shown 2 octagz" } },
    });
    expect(markerMembers(["contact"], "t", 1)).toEqual({
      contact: { custom_data: { opencx_marker1: "shown 1 t" } },
    });
    expect(markerMembers(["session"], "t", 1)).toEqual({ custom_data: { opencx_marker1: "shown 1 t" } });
    expect(Object.keys(JSON.parse(bodyOf(plainRequest("session", 3, ids, it))))).toEqual([
      "sender",
      "message",
    ]);
  });
});
