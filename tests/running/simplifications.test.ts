import { describe, expect, test } from "vitest";
import type { Step } from "../../src/evidence/step.ts";
import type { Json } from "../../src/json/json.ts";
import { simplifications } from "../../src/running/simplifications.ts";
import { entriesOf, withEntries } from "../../src/send-message/scenarios/entries.ts";

const open = (as = "s", body = {}): Step => ({ do: "create-session", as, body });
const send = (json: object, session = "s") =>
  ({ do: "send", session, body: { json: json as never } }) as const satisfies Step;
const look: Step = { do: "observe", session: "s", records: ["session"] };
const history: Step = { do: "history", session: "s" };
const plain = { sender: "contact", message: { type: "text", text: "hello" } };

/** What the one step behind the session becomes, cut by cut. */
const cutsOf = (step: Step) =>
  [...simplifications([open(), step])].filter((steps) => steps.length === 2).map(([, cut]) => cut);

describe("steps get smaller", () => {
  test("by half of them first, then by one at a time, never without the session that the others name", () => {
    const steps = [open(), send(plain), look, history];
    expect([...simplifications(steps)].filter((each) => each.length < 4)).toEqual([
      [open(), send(plain)],
      [open(), look, history],
      [open(), send(plain), history],
      [open(), send(plain), look],
    ]);
  });

  test("by nothing where nothing would be left to be judged", () => {
    expect([...simplifications([open(), look])]).toEqual([]);
    expect([...simplifications([open(), { do: "wait", ms: 5 }, look])]).toEqual([[open(), look]]);
  });

  test("and keep what a step needs: its contact, its session, also where it only looks like it", () => {
    const contact: Step = { do: "create-contact", as: "ann", body: {} };
    const ofAnn: Step = { do: "create-session", as: "s", body: {}, contact: "ann" };
    expect([...simplifications([contact, ofAnn, look])]).toEqual([]);
    expect([...simplifications([contact, open(), look])]).toEqual([[open(), look]]);
    expect([...simplifications([open(), send(plain, "=unknown")])]).toContainEqual([send(plain, "=unknown")]);
    expect([...simplifications([open(), send(plain, "~s")])]).toEqual([]);
  });
});

describe("a send gets smaller", () => {
  const data = { a: 1, b: 2, c: 3 };

  test("by half of its entries, then by one at a time", () => {
    expect(cutsOf(send({ ...plain, custom_data: data }))).toEqual([
      send({ ...plain, custom_data: { c: 3 } }),
      send({ ...plain, custom_data: { a: 1, b: 2 } }),
      send({ ...plain, custom_data: { b: 2, c: 3 } }),
      send({ ...plain, custom_data: { a: 1, c: 3 } }),
      send({ ...plain, custom_data: { a: 1, b: 2 } }),
    ]);
  });

  test("by each member that may be left out, and by the agent", () => {
    expect(cutsOf(send({ ...plain, sender: "agent", agent: { name: "A" }, contact: { name: "B" } }))).toEqual(
      [
        send({ ...plain, sender: "agent", contact: { name: "B" } }),
        send({ ...plain, sender: "agent", agent: { name: "A" } }),
        send({ ...plain, agent: { name: "A" }, contact: { name: "B" } }),
      ],
    );
    expect(cutsOf(send(plain))).toEqual([]);
    expect(cutsOf({ do: "send", session: "s", body: { text: "{" } })).toEqual([]);
  });
});

describe("other steps get smaller", () => {
  test("a session by what it is given", () => {
    const contact = { email: "a@example.com", custom_data: { before: "x" } };
    const steps = [open("s", { channel: 1, verified: true, contact, custom_data: { k: 1 } }), look];
    expect([...simplifications(steps)].map(([first]) => (first as { body: object }).body)).toEqual([
      { channel: 1, verified: true, contact },
      { channel: 1, custom_data: { k: 1 } },
      { channel: 1, verified: true, contact: { email: "a@example.com" }, custom_data: { k: 1 } },
    ]);
    const bare = [open("s", { channel: 1, contact: { email: "a@example.com" } }), look];
    expect([...simplifications(bare)].map(([first]) => (first as { body: object }).body)).toEqual([
      { channel: 1 },
    ]);
  });

  test("a look by one of its records", () => {
    expect(cutsOf({ ...look, records: ["session", "contact"] })).toEqual([
      { ...look, records: ["session"] },
      { ...look, records: ["contact"] },
    ]);
  });

  test("sends at the same time by what stands beside them, then by one of them, but to two, then each by itself", () => {
    const [a, b, c] = ["a", "b", "c"].map((session) => ({ ...send(plain), session })) as [
      ReturnType<typeof send>,
      ReturnType<typeof send>,
      ReturnType<typeof send>,
    ];
    const read = { do: "read", operation: "getSession", session: "s" } as const;
    const other = { ...read, operation: "listHistory" } as const;
    expect(cutsOf({ do: "together", sends: [a, b, c], beside: [read, other] })).toEqual([
      { do: "together", sends: [a, b, c] },
      { do: "together", sends: [a, b, c], beside: [read] },
      { do: "together", sends: [a, b, c], beside: [other] },
      { do: "together", sends: [b, c], beside: [read, other] },
      { do: "together", sends: [a, c], beside: [read, other] },
      { do: "together", sends: [a, b], beside: [read, other] },
    ]);
    expect(cutsOf({ do: "together", sends: [a, b], beside: [read] })).toEqual([
      { do: "together", sends: [a, b] },
    ]);
    expect(cutsOf({ do: "together", sends: [a, { ...b, afterMs: 5 }] })).toEqual([
      { do: "together", sends: [a, b] },
    ]);
  });

  test("a wait by half of it, down to a short one", () => {
    expect(cutsOf({ do: "wait", ms: 1_000 })).toEqual([{ do: "wait", ms: 500 }]);
    expect(cutsOf({ do: "wait", ms: 50 })).toEqual([]);
  });

  test("a nested value by what is around it, and by its members", () => {
    const nested = (value: Json) => send({ ...plain, custom_data: { a: value } });
    expect(cutsOf(nested({ b: { c: 1 }, d: 2 }))).toEqual([
      send(plain),
      nested({ c: 1 }),
      nested({ d: 2 }),
      nested({ b: { c: 1 } }),
    ]);
  });
});

describe("the entries of a body", () => {
  test("are those of both custom data objects, and of nothing else", () => {
    expect(entriesOf({ custom_data: { a: 1 }, contact: { name: "B", custom_data: { b: "2" } } })).toEqual([
      ["session", "a", 1],
      ["contact", "b", "2"],
    ]);
    for (const body of [
      null,
      [],
      "text",
      { custom_data: [] },
      { contact: null },
      { contact: { custom_data: 1 } },
    ])
      expect(entriesOf(body)).toEqual([]);
  });

  test("can be put in the place of those that are there; an object without any is left out", () => {
    const body = { ...plain, custom_data: { a: 1 }, contact: { name: "B", custom_data: { b: "2" } } };
    expect(withEntries(body, [["contact", "__proto__", "c"]])).toEqual({
      ...plain,
      contact: { name: "B", custom_data: JSON.parse('{"__proto__":"c"}') },
    });
    expect(withEntries(body, [["session", "d", 4]])).toEqual({
      ...plain,
      custom_data: { d: 4 },
      contact: { name: "B" },
    });
    expect(withEntries({ ...plain, contact: { custom_data: { b: "2" } } }, [])).toEqual(plain);
  });
});
