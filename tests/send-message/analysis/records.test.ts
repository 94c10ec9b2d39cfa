import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/json/json.ts";
import type { Discrepancy } from "../../../src/merge-oracle/compare.ts";
import { factsOf } from "../../../src/send-message/analysis/facts.ts";
import { compareRecords } from "../../../src/send-message/analysis/records.ts";
import { Recording, TAG } from "../../helpers/recording.ts";

const key = (name: string) => `${TAG}${name}`;
const session = (data: JsonObject) => ({ custom_data: keyed(data) });
const contact = (data: JsonObject) => ({ contact: { custom_data: keyed(data) } });

function keyed(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [key(name), value]));
}

function compared(recording: Recording, patienceMs: number | null = 5_000) {
  const it = recording.case({ patienceMs });
  return compareRecords(it, factsOf(it));
}

/** Each difference as "kind record key". */
function found(recording: Recording, patienceMs: number | null = 5_000): string[] {
  return compared(recording, patienceMs).discrepancies.map(words);
}

function words(one: Discrepancy): string {
  return `${one.kind} ${one.view.kind} ${one.key.replace(TAG, "")}${one.concurrent ? ", concurrently" : ""}`;
}

describe("a record that merges", () => {
  const merged = () =>
    new Recording()
      .session("s")
      .send("s", { ...session({ a: 1, b: "x" }), ...contact({ p: "q" }) })
      .send("s", session({ b: "y", c: true }));

  test("keeps keys that were not sent, and updates those that were", () => {
    const recording = merged().read("s", {
      session: keyed({ a: 1, b: "y", c: true }),
      contact: keyed({ p: "q" }),
    });
    expect(found(recording)).toEqual([]);
    expect(compared(recording).undecided).toEqual([]);
  });

  test("may hold keys of the provider, and show them in any order", () => {
    expect(
      found(
        merged().read("s", {
          session: { origin: "web", ...keyed({ c: true, b: "y", a: 1 }) },
          contact: keyed({ p: "q" }),
        }),
      ),
    ).toEqual([]);
  });

  test("may hold keys of the provider that go on from those that were sent", () => {
    expect(
      found(
        merged().read("s", {
          session: keyed({ a: 1, a_type: "number", b: "y", "b.updated_at": "x", c: true, c_copy: true }),
          contact: keyed({ p: "q", p_lower: "q" }),
        }),
      ),
    ).toEqual([]);
  });

  test("may hold them beside a number of the contact that it shows as a text", () => {
    const sent = new Recording().session("s").send("s", contact({ n: 5 }));
    expect(found(sent.read("s", { contact: keyed({ n: "5", n_type: "number" }) }))).toEqual([]);
  });

  test("may hold the older value of a key under one that goes on from it", () => {
    const [older, newer] = [`${TAG} older`, `${TAG} newer`];
    const sent = () =>
      new Recording()
        .session("s")
        .send("s", session({ a: older }))
        .send("s", session({ a: newer }));
    expect(found(sent().read("s", { session: keyed({ a: newer, "a@previous": older }) }))).toEqual([]);
    // Where the key itself is not as it should be, the other one is what became of it.
    expect(found(sent().read("s", { session: keyed({ "a@previous": newer }) })).length).toBeGreaterThan(0);
  });

  test("may be left out of a read while it is empty", () => {
    expect(found(new Recording().session("s").send("s", session({})).read("s", {}))).toEqual([]);
  });
});

describe("a key is", () => {
  test("lost where it was seen and is gone after a later send", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1 }))
      .read("s", { session: keyed({ a: 1 }) })
      .send("s", session({ b: 2 }))
      .read("s", { session: keyed({ b: 2 }) });
    expect(found(recording)).toEqual(["lost session a"]);
  });

  test("lost where only the latest send is there, as in a record that is replaced", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1, b: 2 }))
      .send("s", session({ c: 3 }))
      .read("s", { session: keyed({ c: 3 }) });
    expect(found(recording)).toEqual(["lost session a", "lost session b"]);
  });

  test("lost as well where the latest send repeats a value of an earlier one", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1, same: true }))
      .send("s", session({ c: 3, same: true }))
      .read("s", { session: keyed({ c: 3, same: true }) });
    expect(found(recording)).toEqual(["lost session a"]);
  });

  test("absent where it never came to be there", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1, b: "" }))
      .send("s", session({ c: 3 }))
      .read("s", { session: keyed({ a: 1, c: 3 }) });
    expect(found(recording)).toEqual(["absent session b"]);
  });

  test("stale where it kept its older value", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: "old" }))
      .send("s", session({ a: "new" }))
      .send("s", session({ marker: 1 }))
      .read("s", { session: keyed({ a: "old", marker: 1 }) });
    expect(found(recording)).toEqual(["stale session a"]);
  });

  test("altered where its value is none that was sent", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1.5, b: "x" }))
      .read("s", { session: keyed({ a: 1, b: "x" }) });
    expect(found(recording)).toEqual(["altered session a"]);
  });

  test("not altered where a later read shows it as it was sent: the earlier one was late, and showed what was there before", () => {
    const late = (then: JsonObject) =>
      new Recording()
        .session("s")
        .send("s", session({ tags: "a" }))
        .read("s", { session: keyed({ tags: ["new"] }) })
        .read("s", { session: keyed(then) });
    expect(found(late({ tags: "a" }))).toEqual([]);
    expect(found(late({ tags: ["new"] }))).toContain("altered session tags");
  });

  test("altered where its type changed", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ n: 5, t: true, s: "5", ok: 1 }))
      .read("s", { session: keyed({ n: "5", t: 1, s: 5, ok: 1 }) });
    expect(found(recording)).toEqual(["altered session n", "altered session t", "altered session s"]);
  });

  test("renamed where one appears that is made from it", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ "A.b": 1, ok: 2 }))
      .read("s", { session: { [key("ok")]: 2, [`${TAG}a_b`]: 1 } });
    expect(found(recording)).toContain("renamed session a_b");
  });

  test("applied where a refused request carried it, even while the record has not settled", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ bad: { a: 1 }, sibling: "refused" }), { status: 400 })
      .read("s", { session: keyed({ sibling: "refused" }) });
    expect(found(recording)).toEqual(["applied session sibling"]);
  });

  test("applied where the value of a refused request replaced an accepted one", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: "before" }))
      .send("s", { ...session({ a: "refused" }), ...contact({ bad: {} }) }, { status: 400 })
      .read("s", { session: keyed({ a: "refused" }) });
    expect(found(recording)).toEqual(["applied session a"]);
  });

  test("crossed where it was sent for the other record", () => {
    const recording = new Recording()
      .session("s")
      .send("s", { ...session({ a: "of the session" }), ...contact({ p: "of the contact" }) })
      .read("s", {
        session: keyed({ a: "of the session", p: "of the contact" }),
        contact: keyed({ p: "of the contact" }),
      });
    expect(found(recording)).toEqual(["crossed session p"]);
  });

  test("leaked where it was sent to another session", () => {
    const recording = new Recording()
      .session("s")
      .session("other")
      .send("other", session({ a: "of the other" }))
      .read("s", { session: keyed({ a: "of the other" }) });
    expect(found(recording)).toEqual(["leaked session a"]);
  });
});

describe("values", () => {
  test.each([
    ["-0 read as 0", -0, 0],
    ["0 read as -0", 0, -0],
    ["a double beyond the safe integers", 9007199254740994, 9007199254740994],
  ])("are equal as doubles: %s", (_, sent, shown) => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ n: sent, m: 1 }))
      .read("s", { session: keyed({ n: shown, m: 1 }) });
    expect(found(recording)).toEqual([]);
    expect(compared(recording).judged).toHaveLength(2);
  });

  test("beyond a double accuse nobody, whatever is made of them", () => {
    const raw = `{"sender":"contact","message":{"type":"text","text":"x"},"custom_data":{"${key("n")}":1e400,"${key("m")}":1}}`;
    for (const shown of [{ m: 1 }, { m: 1, n: null }, { m: 1, n: 5 }]) {
      expect(
        found(
          new Recording()
            .session("s")
            .send("s", {}, { raw })
            .read("s", { session: keyed(shown) }),
        ),
      ).toEqual([]);
    }
  });

  test("of a name that stands twice in a body accuse nobody", () => {
    const raw = `{"sender":"contact","message":{"type":"text","text":"x"},"custom_data":{"${key("n")}":1,"${key("n")}":2}}`;
    for (const shown of [{}, { n: 1 }, { n: 2 }]) {
      const recording = new Recording()
        .session("s", { custom_data: keyed({ m: 1 }) })
        .send("s", {}, { raw })
        .read("s", { session: keyed({ m: 1, ...shown }) });
      expect(found(recording)).toEqual([]);
    }
  });

  test("of contact data that are not strings may become any string, but nothing else", () => {
    const recording = (shown: JsonObject) =>
      new Recording()
        .session("s")
        .send("s", contact({ n: 5, ok: "x" }))
        .read("s", { contact: keyed({ ok: "x", ...shown }) });
    expect(found(recording({ n: "5" }))).toEqual([]);
    expect(found(recording({ n: "5.0" }))).toEqual([]);
    expect(found(recording({ n: 6 }))).toEqual(["altered contact n"]);
  });

  test.each(["__proto__", "constructor", "toString", "", "a.b", "$set"])(
    "under the key %j are judged like any other",
    (odd) => {
      const data = (value: string) => Object.fromEntries([[odd, value]]);
      const recording = (shown: JsonObject) =>
        new Recording()
          .session("s")
          .send("s", { custom_data: data("x") })
          .send("s", session({ ok: 1 }))
          .read("s", { session: { ...shown, ...keyed({ ok: 1 }) } });
      expect(found(recording(data("x")))).toEqual([]);
      expect(compared(recording({})).discrepancies).toMatchObject([{ key: odd, got: undefined }]);
    },
  );
});

describe("a read that is late", () => {
  test("accuses nobody of what it does not show yet", () => {
    const recording = new Recording()
      .session("s", { custom_data: keyed({ before: 1 }) })
      .send("s", session({ a: 1 }))
      .read("s", { session: keyed({ before: 1 }) });
    expect(found(recording)).toEqual([]);
    expect(compared(recording).undecided.map((write) => write.key)).toEqual([key("a")]);
  });

  test("accuses nobody of an older value", () => {
    const recording = new Recording()
      .session("s", { custom_data: keyed({ a: "old" }) })
      .send("s", session({ a: "new" }))
      .read("s", { session: keyed({ a: "old" }) });
    expect(found(recording)).toEqual([]);
  });

  test("decides for whatever is older than a write that it shows", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1 }))
      .send("s", session({ marker: 1 }))
      .send("s", session({ b: 1 }))
      .read("s", { session: keyed({ marker: 1 }) });
    expect(found(recording)).toEqual(["absent session a"]);
    expect(compared(recording).undecided.map((write) => write.key)).toEqual([key("b")]);
  });

  test("does not vouch by a key that was written before", () => {
    const recording = new Recording()
      .session("s", { custom_data: keyed({ marker: "same" }) })
      .send("s", session({ a: 1 }))
      .send("s", session({ marker: "same" }))
      .read("s", { session: keyed({ marker: "same" }) });
    expect(found(recording)).toEqual([]);
  });

  test("decides once patience is spent, and not a moment before", () => {
    const recording = (readAt: number) =>
      new Recording()
        .session("s", { custom_data: keyed({ before: 1 }) }, { at: [0, 5] })
        .send("s", session({ a: 1 }), { at: [10, 20] })
        .read("s", { session: keyed({ before: 1 }) }, { at: [readAt, readAt + 5] });
    expect(found(recording(119), 100)).toEqual([]);
    expect(found(recording(121), 100)).toEqual(["absent session a"]);
    expect(found(recording(1_000_000), null)).toEqual([]);
  });

  test("is not held against the provider where a later one shows all, however long that took", () => {
    const recording = (...more: JsonObject[]) =>
      [{}, ...more].reduce<Recording>(
        (so, shown, index) => {
          const at = 10_000 * (index + 1);
          return so.read("s", { session: keyed({ before: 1, ...shown }) }, { at: [at, at + 5] });
        },
        new Recording()
          .session("s", { custom_data: keyed({ before: 1 }) }, { at: [0, 5] })
          .send("s", session({ a: 1 }), { at: [10, 20] }),
      );
    expect(found(recording(), 100)).toEqual(["absent session a"]);
    expect(found(recording({ a: 1 }), 100)).toEqual([]);
  });

  test("decides nothing of a record that never showed anything, however long it was waited for", () => {
    const recording = new Recording()
      .session("s", {}, { at: [0, 5] })
      .send("s", contact({ p: "q" }), { at: [10, 20] })
      .read("s", {}, { at: [1_000_000, 1_000_001] });
    expect(found(recording)).toEqual([]);
    expect(compared(recording).undecided).toHaveLength(1);
  });

  test("decides of a record that never showed anything where another of its kind did", () => {
    const recording = new Recording()
      .session(
        "control",
        { contact: { email: "c@example.com", custom_data: keyed({ before: "x" }) } },
        { at: [0, 5] },
      )
      .read("control", { contact: keyed({ before: "x" }) }, { at: [6, 9] })
      .session("s", {}, { at: [10, 15] })
      .send("s", contact({ p: "q" }), { at: [20, 30] });
    expect(found(recording.read("s", { contact: {} }, { at: [129, 131] }), 100)).toEqual([]);
    expect(found(recording.read("s", { contact: {} }, { at: [132, 135] }), 100)).toEqual([
      "absent contact p",
    ]);
  });

  test("may be followed by one that is later still", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1 }))
      .read("s", { session: keyed({ a: 1 }) })
      .read("s", {})
      .read("s", { session: keyed({ a: 1 }) });
    expect(found(recording)).toEqual([]);
  });
});

describe("writes that overlap", () => {
  const raced = (...shown: [string, ...string[]]) =>
    shown.map((value) =>
      new Recording()
        .session("s", {}, { at: [0, 5] })
        .send("s", session({ a: "one" }), { at: [10, 30] })
        .send("s", session({ a: "two" }), { at: [20, 40] })
        .send("s", session({ marker: 1 }), { at: [50, 60] })
        .read("s", { session: keyed({ a: value, marker: 1 }) }, { at: [70, 75] }),
    );

  test("may leave either value", () => {
    for (const recording of raced("one", "two")) expect(found(recording)).toEqual([]);
  });

  test("may not leave a third", () => {
    expect(found(raced("three")[0]!)).toEqual(["altered session a, concurrently"]);
  });

  test("never let one win that ended before another began", () => {
    const recording = (value: string) =>
      new Recording()
        .session("s", {}, { at: [0, 5] })
        .send("s", session({ a: "first" }), { at: [10, 15] })
        .send("s", session({ a: "one" }), { at: [20, 40] })
        .send("s", session({ a: "two" }), { at: [30, 50] })
        .send("s", session({ marker: 1 }), { at: [60, 65] })
        .read("s", { session: keyed({ a: value, marker: 1 }) }, { at: [70, 75] });
    expect(found(recording("two"))).toEqual([]);
    expect(found(recording("one"))).toEqual([]);
    expect(found(recording("first"))).toEqual(["stale session a, concurrently"]);
  });

  test("may be seen by a read that began before them", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: 1 }), { at: [100, 110] })
      .read("s", { session: keyed({ a: 1, b: 2 }) }, { at: [120, 160] })
      .send("s", session({ b: 2 }), { at: [130, 140] });
    expect(found(recording)).toEqual([]);
  });

  test("lose no key: a lost update is said to be concurrent", () => {
    const recording = new Recording()
      .session("s", {}, { at: [0, 5] })
      .send("s", session({ a: 1 }), { at: [10, 30] })
      .send("s", session({ b: 2 }), { at: [20, 40] })
      .send("s", session({ marker: 1 }), { at: [50, 60] })
      .read("s", { session: keyed({ b: 2, marker: 1 }) }, { at: [70, 75] });
    expect(found(recording)).toEqual(["absent session a, concurrently"]);
  });

  test("with a read decide nothing for it", () => {
    const recording = new Recording()
      .session("s", { custom_data: keyed({ before: 1 }) }, { at: [0, 5] })
      .send("s", session({ a: 1 }), { at: [10, 100] })
      .read("s", { session: keyed({ before: 1 }) }, { at: [50, 60] });
    expect(found(recording, 0)).toEqual([]);
  });
});

describe("a send without an answer", () => {
  test.each([
    ["happened", { a: "maybe", marker: 1 }],
    ["did not happen", { a: "before", marker: 1 }],
  ])("may have happened or not: it %s", (_, shown) => {
    const recording = new Recording()
      .session("s", { custom_data: keyed({ a: "before" }) })
      .send("s", session({ a: "maybe" }), { status: null })
      .send("s", session({ marker: 1 }))
      .read("s", { session: keyed(shown) });
    expect(found(recording)).toEqual([]);
  });

  test("may still happen after a later send", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: "maybe" }), { status: null })
      .send("s", session({ a: "later", marker: 1 }))
      .read("s", { session: keyed({ a: "maybe", marker: 1 }) });
    expect(found(recording)).toEqual([]);
  });

  test("is no excuse for a value that nobody sent", () => {
    const recording = new Recording()
      .session("s")
      .send("s", session({ a: "maybe" }), { status: 502 })
      .send("s", session({ marker: 1 }))
      .read("s", { session: keyed({ a: "made up", marker: 1 }) });
    expect(found(recording)).toEqual(["altered session a"]);
  });
});

describe("contact data", () => {
  test("is shown by every verified session of the person, and judged in each", () => {
    const recording = (shown: JsonObject, when = {}) =>
      new Recording()
        .session("s", { person: "ann" })
        .session("t", { person: "ann" })
        .send("s", contact({ p: "q" }))
        .read("s", { contact: keyed({ p: "q" }) })
        .send("t", contact({ r: "s" }))
        .read("t", { contact: keyed({ r: "s", ...shown }) }, when);
    expect(found(recording({ p: "q" }))).toEqual([]);
    expect(found(recording({}, { at: [9_000, 9_005] }))).toEqual(["absent contact p"]);
    // Each session may have a queue of its own: what came in through one vouches for nothing that came in through another.
    expect(found(recording({}))).toEqual([]);
  });

  test("belongs to one person, whether linked by e-mail or by id", () => {
    const recording = (shown: JsonObject) =>
      new Recording()
        .contact("c1", "ann@example.com")
        .session("s", { contact_id: "c1", contact: null })
        .session("t", { person: "ann" })
        .send("s", contact({ p: "q" }))
        .send("t", contact({ r: "s" }))
        .read("t", { contact: keyed({ r: "s", ...shown }) }, { at: [9_000, 9_005] });
    expect(found(recording({ p: "q" }))).toEqual([]);
    expect(found(recording({}))).toHaveLength(1);
  });

  test("of another person is leaked", () => {
    const recording = new Recording()
      .session("s", { person: "ann" })
      .session("t", { person: "bob" })
      .send("s", contact({ p: "of ann" }))
      .read("t", { contact: keyed({ p: "of ann" }) });
    expect(found(recording)).toEqual(["leaked contact p"]);
  });

  test.each([
    ["is not verified", { verified: false }],
    ["has no contact", { contact: null }],
  ])("sent to a session that %s may be shown or not", (_, body) => {
    for (const shown of [{}, { p: "q" }]) {
      const recording = new Recording()
        .session("s", body)
        .send("s", { ...session({ marker: 1 }), ...contact({ p: "q" }) })
        .read("s", { session: keyed({ marker: 1 }), contact: keyed(shown) });
      expect(found(recording)).toEqual([]);
    }
  });
});
