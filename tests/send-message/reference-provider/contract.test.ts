import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/json/json.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { type Driver, drive } from "./driver.ts";

const HOSTILE = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "",
  " ",
  "a.b",
  "$set",
  "0",
  "-1",
  "a[0]",
  "\u0000",
  "é",
  "e\u0301",
  "\ud800",
  "😀",
  "a\nb",
  "<b>",
  "key".repeat(1000),
];
const VALUES = [
  "",
  " padded ",
  "0",
  "false",
  "null",
  "[object Object]",
  "\u0000",
  "é",
  "\ud800",
  "<b>&amp;",
  0,
  -0,
  1,
  -1,
  0.1,
  149.99,
  1e21,
  5e-324,
  Number.MAX_VALUE,
  2 ** 53 + 2,
  true,
  false,
];

const asSent = (values: readonly unknown[]) => JSON.parse(JSON.stringify(values));
const verified = (email: string, data: JsonObject = {}) => ({
  verified: true,
  contact: { email, custom_data: data },
});
const contactData = (session: JsonObject) => (session.contact as JsonObject).custom_data;

describe.each(["handler", "socket"] as const)("the reference provider, by its %s,", (way) => {
  let it: Driver;
  beforeEach(async () => {
    it = await drive(way);
  });
  afterEach(() => it.close());

  describe("merges", () => {
    test("session data into the session, keeping keys that were not sent", async () => {
      const id = await it.session({ custom_data: { a: 1, b: "x" } });
      expect((await it.send(id, { custom_data: { b: "y", c: false } })).status).toBe(200);
      expect((await it.get(id)).custom_data).toEqual({ a: 1, b: "y", c: false });
    });

    test("contact data into the contact, and into nothing else", async () => {
      const id = await it.session(verified("a@example.com", { plan: "pro" }));
      await it.send(id, { contact: { custom_data: { region: "emea" } }, custom_data: { order: 1 } });
      const session = await it.get(id);
      expect(contactData(session)).toEqual({ plan: "pro", region: "emea" });
      expect(session.custom_data).toEqual({ order: 1 });
    });

    test("the same request twice into the same data", async () => {
      const id = await it.session();
      for (const _ of [1, 2]) await it.send(id, { custom_data: { a: 1 } });
      expect((await it.get(id)).custom_data).toEqual({ a: 1 });
    });

    test.each<JsonObject>([{}, { custom_data: {} }, { contact: { custom_data: {} } }])(
      "nothing for %j",
      async (members) => {
        const id = await it.session({ ...verified("a@example.com", { k: "v" }), custom_data: { a: 1 } });
        expect((await it.send(id, members)).status).toBe(200);
        const session = await it.get(id);
        expect([session.custom_data, contactData(session)]).toEqual([{ a: 1 }, { k: "v" }]);
      },
    );
  });

  describe("gives back", () => {
    test("every hostile key as it came, on both records", async () => {
      const id = await it.session(verified("a@example.com"));
      const entries = HOSTILE.map((key, index) => [key, `v${index}`]);
      const text = (data: string) =>
        `{"sender":"contact","message":{},"custom_data":${data},"contact":{"custom_data":${data}}}`;
      const data = JSON.stringify(Object.fromEntries(entries));
      expect((await it.raw("POST", `/chat/sessions/${id}/send`, text(data))).status).toBe(200);
      const session = await it.get(id);
      for (const record of [session.custom_data, contactData(session)]) {
        expect(new Map(Object.entries(record as JsonObject))).toEqual(new Map(entries as [string, string][]));
      }
    });

    test("every value as it came, numbers as doubles", async () => {
      const id = await it.session();
      await it.send(id, {
        custom_data: Object.fromEntries(VALUES.map((value, index) => [`k${index}`, value])),
      });
      expect(Object.values((await it.get(id)).custom_data as JsonObject)).toEqual(asSent(VALUES));
    });

    test("numbers of any spelling", async () => {
      const id = await it.session();
      const body =
        '{"sender":"contact","message":{},"custom_data":{"a":9007199254740993,"b":1E2,"c":0.1e-6}}';
      await it.raw("POST", `/chat/sessions/${id}/send`, body);
      expect((await it.get(id)).custom_data).toEqual({ a: 9007199254740992, b: 100, c: 1e-7 });
    });
  });

  describe("rejects, changing nothing,", () => {
    const nested: [string, JsonObject][] = [
      ["a nested object in session data", { custom_data: { good: 1, bad: { x: 1 } } }],
      ["an empty object in session data", { custom_data: { good: 1, bad: {} } }],
      ["a nested object under __proto__", { custom_data: JSON.parse('{"good":1,"__proto__":{"x":1}}') }],
      ["a nested object in contact data", { contact: { custom_data: { good: "1", bad: { x: 1 } } } }],
      [
        "the 30th key alone",
        {
          custom_data: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, i === 29 ? {} : i])),
        },
      ],
      ["an object in an array", { custom_data: { good: 1, bad: [{ x: 1 }] } }],
      ["an array in contact data", { contact: { custom_data: { good: "1", bad: ["x"] } } }],
      ["null as a value", { custom_data: { good: 1, bad: null } }],
      [
        "good session data beside bad contact data",
        { custom_data: { good: 1 }, contact: { custom_data: { bad: {} } } },
      ],
      [
        "good contact data beside bad session data",
        { contact: { custom_data: { good: "1" } }, custom_data: { bad: {} } },
      ],
      ["a number in contact data", { contact: { custom_data: { good: "1", bad: 1 } } }],
      ["an unknown sender", { sender: "bot", custom_data: { good: 1 } }],
      ["a message that is not an object", { message: "hi", custom_data: { good: 1 } }],
      ["a malformed e-mail", { contact: { email: "no", custom_data: { good: "1" } } }],
      ["null for an optional member", { custom_data: { good: 1 }, agent: null }],
    ];
    test.each(nested)("%s", async (_, members) => {
      const id = await it.session({ ...verified("a@example.com", { k: "v" }), custom_data: { a: 1 } });
      const before = [await it.get(id), await it.history(id)];
      const reply = await it.send(id, members);
      expect(reply.status).toBe(400);
      expect(pageContract.responseErrors("sendMessage", 400, reply.body)).toEqual([]);
      expect(reply.body).toMatchObject({ statusCode: 400, error: "Bad Request" });
      expect([await it.get(id), await it.history(id)]).toEqual(before);
    });

    test.each([["sender"], ["message"]])("a body without %s", async (name) => {
      const id = await it.session();
      const body = { sender: "contact", message: {}, custom_data: { a: 1 } };
      const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== name)) as JsonObject;
      const reply = await it.call("POST", `/chat/sessions/${id}/send`, rest);
      expect([reply.status, reply.body.message]).toEqual([400, `${name} is required`]);
      expect((await it.get(id)).custom_data).toEqual({});
    });

    test("nested session data at Create Session", async () => {
      const reply = await it.call("POST", "/chat/sessions", { custom_data: { a: {} } });
      expect([reply.status, reply.body.message]).toEqual([
        400,
        "custom_data.a must be a string, a number or a boolean",
      ]);
    });
  });

  describe("keeps apart", () => {
    test("the data of two sessions", async () => {
      const [a, b] = [await it.session(), await it.session()];
      await it.send(a, { custom_data: { only: "a" } });
      expect((await it.get(b)).custom_data).toEqual({});
    });

    test("two contacts without an e-mail", async () => {
      const body = { verified: true, contact: { name: "Sam" } };
      const [a, b] = [await it.session(body), await it.session(body)];
      await it.send(a, { contact: { custom_data: { only: "a" } } });
      expect(contactData(await it.get(b))).toEqual({});
    });

    test("what an unverified session says of its contact", async () => {
      const a = await it.session(verified("a@example.com", { k: "v" }));
      const b = await it.session({ contact: { email: "a@example.com", custom_data: { x: "create" } } });
      await it.send(b, { contact: { custom_data: { y: "send" } } });
      for (const id of [a, b]) expect(contactData(await it.get(id))).toEqual({ k: "v" });
    });
  });

  describe("shares a contact's data", () => {
    test("between sessions of the same e-mail", async () => {
      const [a, b] = [
        await it.session(verified("a@example.com", { k: "1" })),
        await it.session(verified("a@example.com")),
      ];
      await it.send(b, { contact: { custom_data: { l: "2" } } });
      for (const id of [a, b]) expect(contactData(await it.get(id))).toEqual({ k: "1", l: "2" });
    });

    test("between sessions of the same contact_id", async () => {
      const contact = await it.call("POST", "/contacts", {
        contact: { name: "Sam", custom_data: { k: "1" } },
      });
      const contact_id = contact.body.id as string;
      const [a, b] = [
        await it.session({ contact_id, verified: true }),
        await it.session({ contact_id: contact_id.toUpperCase(), verified: true }),
      ];
      await it.send(a, { contact: { custom_data: { l: "2" } } });
      expect((await it.get(b)).contact).toMatchObject({
        id: contact_id,
        name: "Sam",
        custom_data: { k: "1", l: "2" },
      });
    });

    test("with a contact made by Create contact", async () => {
      const made = await it.call("POST", "/contacts", {
        contact: { email: "a@example.com", custom_data: { k: "1" } },
      });
      const session = await it.get(await it.session(verified("a@example.com")));
      expect(session.contact).toMatchObject({ id: made.body.id!, custom_data: { k: "1" } });
    });
  });

  describe("lists", () => {
    test("every message once, by its id, with its text, sender and attachments", async () => {
      const id = await it.session({ contact: { name: "Sam" } });
      const attachments = [{ name: "a.txt", base64: "aGVsbG8=", mime_type: "text/plain" }];
      const sent = [
        await it.send(id, { message: { text: "one", attachments } }),
        await it.send(id, {
          sender: "agent",
          agent: { id: 1, name: "Alex" },
          message: { type: "text", text: "two" },
        }),
      ];
      const ids = sent.map(({ body }) => ((body.data as JsonObject).message as JsonObject).id);
      const history = await it.history(id);
      expect(history.map((item) => item.id)).toEqual(ids);
      expect(new Set(ids).size).toBe(2);
      expect(history.map((item) => item.event)).toMatchObject([
        {
          sender: { type: "contact", name: "Sam" },
          content: { type: "text", text: "one" },
          attachments: [{ name: "a.txt", size: 5 }],
        },
        { sender: { type: "agent", name: "Alex" }, content: { type: "text", text: "two" } },
      ]);
    });

    test("fifty messages to a page, and the rest behind the cursor", async () => {
      const id = await it.session();
      for (let n = 1; n <= 51; n++) await it.send(id, { message: { text: `m${n}` } });
      const first = (await it.call("GET", `/chat/sessions/${id}/history`)).body;
      const second = (await it.call("GET", `/chat/sessions/${id}/history?cursor=${first.next}`)).body;
      expect([(first.items as []).length, (second.items as []).length, second.next]).toEqual([50, 1, null]);
      expect((await it.call("GET", `/chat/sessions/${id}/history?cursor=x`)).status).toBe(400);
    });
  });

  test("takes a session over only where it is told to", async () => {
    const [a, b, c] = [await it.session(), await it.session(), await it.session()];
    await it.send(a, { sender: "agent" });
    await it.send(b, { sender: "agent", should_take_over_session_from_ai: false });
    await it.send(c, { sender: "agent", should_take_over_session_from_ai: true });
    const types = [a, b, c].map(async (id) => (await it.get(id)).ai_closure_type);
    expect(await Promise.all(types)).toEqual([null, null, "handed_off"]);
  });

  test("loses nothing of concurrent sends", async () => {
    const [a, b] = [await it.session(verified("a@example.com")), await it.session(verified("a@example.com"))];
    const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
    await Promise.all(
      keys.map((key, n) =>
        it.send(n % 2 ? a! : b!, { custom_data: { [key]: n }, contact: { custom_data: { [key]: "v" } } }),
      ),
    );
    const [first, second] = [await it.get(a!), await it.get(b!)];
    expect(Object.keys({ ...(first.custom_data as object), ...(second.custom_data as object) })).toHaveLength(
      40,
    );
    expect(Object.keys(contactData(first) as object)).toHaveLength(40);
  });

  test("answers in the documented shapes", async () => {
    const id = await it.session(verified("a@example.com"));
    const sent = await it.send(id);
    const created = await it.call("POST", "/chat/sessions");
    const contact = await it.call("POST", "/contacts", { contact: {} });
    const history = await it.call("GET", `/chat/sessions/${id}/history`);
    expect(pageContract.responseErrors("sendMessage", sent.status, sent.body)).toEqual([]);
    expect(pageContract.responseErrors("createSession", created.status, created.body)).toEqual([]);
    expect(pageContract.responseErrors("createContact", contact.status, contact.body)).toEqual([]);
    expect(pageContract.responseErrors("getSession", 200, await it.get(id))).toEqual([]);
    expect(pageContract.responseErrors("listHistory", 200, history.body)).toEqual([]);
    expect(history.headers.get("content-type")).toMatch(/^application\/json/);
  });
});
