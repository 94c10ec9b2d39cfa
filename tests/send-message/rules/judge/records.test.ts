import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../../src/http/exchange.ts";
import type { JsonObject } from "../../../../src/json/json.ts";
import { history } from "../../../../src/send-message/rules/judge/messages.ts";
import {
  nothingApplied,
  recordNeverShows,
  recordShows,
  shownByGetSession,
} from "../../../../src/send-message/rules/judge/records.ts";
import {
  acrossSessions,
  hasLaterSend,
  hasOtherSession,
  hasStranger,
  isOrdinary,
  isRaced,
  isUpdate,
  replacesNothing,
} from "../../../../src/send-message/rules/judge/writes.ts";
import { Recording, TAG } from "../../../helpers/recording.ts";
import { begun, changed, data, judgeOf, lookAt, person } from "./looks.ts";

const key = (name: string) => `${TAG}${name}`;

describe("a rule about records", () => {
  const absent = recordShows({ record: "session", kinds: ["absent"] });

  test("speaks of the writes that a read could show", () => {
    const it = begun()
      .send("s1", data({ [key("a")]: 1, [key("b")]: 2 }))
      .send("s1", person({ [key("c")]: "3" }))
      .read("s1", { session: { [key("a")]: 1 }, contact: { [key("c")]: "3" } }, { at: [9_000, 9_005] });
    expect(absent(lookAt(it))).toEqual({
      checked: 2,
      violations: [
        {
          exchanges: [1, 3],
          expected: `2 under "${key("b")}" in the session's custom data`,
          got: "the key never appeared",
          difference: { pointer: `/custom_data/${key("b")}`, expected: [2] },
        },
      ],
    });
    const contact = recordShows({ record: "contact", kinds: ["absent"] })(lookAt(it));
    expect(contact).toEqual({ checked: 1, violations: [] });
  });

  test("says why it decided nothing where no read followed", () => {
    const it = begun()
      .send("s1", data({ [key("a")]: 1 }))
      .send("s1", person({ [key("c")]: "3" }));
    expect(absent(lookAt(it))).toEqual({
      checked: 0,
      violations: [],
      undecided:
        "no answer of Get Session held anything in the session's custom_data; check that the key may read sessions, or give --settle more time",
    });
    const none = recordShows({ record: "session", kinds: ["absent"], write: () => false });
    expect(none(lookAt(it))).toEqual({ checked: 0, violations: [] });
    const raced = recordShows({ record: "session", kinds: ["absent"], concurrent: true });
    expect(raced(lookAt(it))).toMatchObject({ undecided: expect.any(String) });
  });

  test("leaves out the writes and differences that do not concern it", () => {
    const it = lookAt(
      begun()
        .send("s1", data({ [key("a")]: 1, [key("b")]: 2, [key("c")]: 3 }))
        .read("s1", { session: { [key("c")]: 3 } }, { at: [9_000, 9_005] }),
    );
    const only = (write: string) =>
      recordShows({ record: "session", kinds: ["absent"], write: (each) => each.key === key(write) })(it);
    expect(only("a")).toMatchObject({ checked: 1, violations: [{ got: "the key never appeared" }] });
    const none = recordShows({ record: "session", kinds: ["absent"], found: () => false })(it);
    expect(none).toEqual({ checked: 3, violations: [] });
    expect(recordShows({ record: "session", kinds: ["lost"] })(it).violations).toEqual([]);
    expect(recordShows({ record: "session", kinds: ["absent"], concurrent: true })(it)).toEqual({
      checked: 0,
      violations: [],
    });
    expect(
      recordShows({ record: "session", kinds: ["absent"], concurrent: "any" })(it).violations,
    ).toHaveLength(2);
  });

  test("tells in words what it found, and shows the send that it was lost by", () => {
    const lost = recordShows({ record: "session", kinds: ["lost"] });
    const it = begun()
      .send("s1", data({ [key("a")]: 1 }))
      .read("s1", { session: { [key("a")]: 1 } })
      .send("s1", person({ [key("c")]: "3" }))
      .send("s1", data({ [key("b")]: 2 }))
      .send("s1", data({ [key("d")]: 4 }))
      .read("s1", { session: { [key("b")]: 2, [key("d")]: 4 } });
    expect(lost(lookAt(it)).violations).toEqual([
      {
        exchanges: [1, 4, 6],
        expected: `1 under "${key("a")}" in the session's custom data`,
        got: "the key disappeared after a later send that did not include it",
        difference: { pointer: `/custom_data/${key("a")}`, expected: [1] },
      },
    ]);
  });

  test.each<[kind: string, got: string, it: Recording]>([
    [
      "stale",
      "1, an older value",
      begun()
        .send("s1", data({ [key("a")]: 1 }))
        .send("s1", data({ [key("a")]: 2 }))
        .read("s1", { session: { [key("a")]: 1 } }, { at: [9_000, 9_005] }),
    ],
    [
      "altered",
      '"1", a value that was never sent',
      begun()
        .send("s1", data({ [key("a")]: 1 }))
        .read("s1", { session: { [key("a")]: "1" } }),
    ],
    [
      "renamed",
      `"${key("a")}_": 1, under a key that was never sent`,
      begun()
        .send("s1", data({ [key("a")]: 1 }))
        .read("s1", { session: { [`${key("a")}_`]: 1 } }),
    ],
    [
      "lost",
      "the key was shown and is gone, with no later write to the record that left it out",
      begun()
        .send("s1", data({ [key("a")]: 1 }))
        .read("s1", { session: { [key("a")]: 1 } })
        .read("s1", { session: {} }, { at: [9_000, 9_005] }),
    ],
    [
      "lost",
      "the key was shown and is gone, with no later write to the record that left it out",
      begun()
        .send("s1", data({ [key("a")]: 1 }))
        .read("s1", { session: { [key("a")]: 1 } })
        .send("s1", data({ [key("b")]: 2, [key("a")]: 1 }), { status: 500 })
        .read("s1", { session: {} }, { at: [9_000, 9_005] }),
    ],
  ])("has a word for what is %s", (kind, got, it) => {
    const { violations } = recordShows({ record: "session", kinds: [kind as never] })(lookAt(it));
    expect(violations.map((each) => each.got)).toEqual([got]);
  });

  test.each<[kind: string, got: string, it: Recording]>([
    [
      "applied",
      `"${TAG} x", from a request that was refused`,
      begun()
        .send("s1", data({ [key("a")]: `${TAG} x` }), { status: 400 })
        .send("s1", data({ [key("b")]: 1 }))
        .read("s1", { session: { [key("a")]: `${TAG} x`, [key("b")]: 1 } }),
    ],
    [
      "crossed",
      `"${TAG} x", which was sent for the other record`,
      begun()
        .send("s1", person({ [key("a")]: `${TAG} x` }))
        .send("s1", data({ [key("b")]: 1 }))
        .read("s1", {
          session: { [key("a")]: `${TAG} x`, [key("b")]: 1 },
          contact: { [key("a")]: `${TAG} x` },
        }),
    ],
    [
      "leaked",
      `"${TAG} x", which was sent to another session`,
      begun()
        .session("s2")
        .send("s2", data({ [key("a")]: `${TAG} x` }))
        .send("s1", data({ [key("b")]: 1 }))
        .read("s1", { session: { [key("a")]: `${TAG} x`, [key("b")]: 1 } }),
    ],
  ])("has a word for what is %s, and says that it should not be there", (kind, got, it) => {
    const judge = recordNeverShows("session", kind as never, () => true);
    const { violations } = judge(lookAt(it));
    expect(violations.map((each) => each.got)).toEqual([got]);
    expect(violations[0]!.expected).toBe(`no "${key("a")}" in the session's custom data`);
    const none = recordNeverShows("session", kind as never, () => false);
    expect(none(lookAt(it))).toEqual({ checked: 0, violations: [] });
    const other = recordNeverShows("contact", kind as never, () => true);
    expect(other(lookAt(it)).violations).toEqual([]);
  });

  test("that something never appears needs a settled read behind it", () => {
    const refusedSend = () => begun().send("s1", data({ [key("a")]: 1 }), { status: 400 });
    const judge = nothingApplied((credential) => credential === "valid", ["session", "contact"]);
    expect(judge(lookAt(refusedSend()))).toEqual({
      checked: 0,
      violations: [],
      undecided:
        "no answer of Get Session held anything in the session's custom_data; check that the key may read sessions, or give --settle more time",
    });
    const after = refusedSend()
      .send("s1", data({ [key("b")]: 1 }))
      .read("s1", { session: { [key("b")]: 1 } });
    expect(judge(lookAt(after))).toMatchObject({ checked: 1, violations: [] });
    const before = begun()
      .send("s1", data({ [key("b")]: 1 }))
      .read("s1", { session: { [key("b")]: 1 } })
      .send("s1", data({ [key("a")]: 1 }), { status: 400 });
    expect(judge(lookAt(before))).toMatchObject({ checked: 0, undecided: expect.any(String) });
    expect(
      judge(lookAt(begun().send("s1", data({ [key("a")]: 1 }), { status: 401, credential: "wrong" }))),
    ).toEqual({
      checked: 0,
      violations: [],
    });
  });
});

describe("session data is shown at all where", () => {
  const sent = () => begun().send("s1", data({ [key("a")]: 1 }));
  const at = (ms: number): [number, number] => [ms, ms + 5];

  test("any of it is, under its key or another", () => {
    expect(shownByGetSession(lookAt(sent().read("s1", { session: { [key("a")]: 1 } })))).toEqual({
      checked: 1,
      violations: [],
    });
    expect(
      shownByGetSession(
        lookAt(
          sent()
            .send("s1", data({ [key("b")]: 2 }))
            .read("s1", { session: { [key("b")]: 2 } }),
        ),
      ),
    ).toEqual({
      checked: 2,
      violations: [],
    });
    expect(shownByGetSession(lookAt(sent().read("s1", { session: { [`${key("a")}_`]: 1 } })))).toEqual({
      checked: 1,
      violations: [],
    });
  });

  test("a wait of six times what a read may take shows none, it is not", () => {
    const { violations, checked } = shownByGetSession(
      lookAt(sent().read("s1", { session: {} }, { at: at(30_015) })),
    );
    expect(checked).toBe(1);
    expect(violations).toEqual([
      {
        exchanges: [1, 2],
        expected: `1 under "${key("a")}" in the custom_data of Get Session`,
        got: "custom_data {}, 30000 ms later",
      },
    ]);
  });

  test("a shorter wait decides nothing", () => {
    const undecided = { checked: 0, violations: [], undecided: expect.stringContaining("too short") };
    expect(shownByGetSession(lookAt(sent().read("s1", { session: {} }, { at: at(2_000) })))).toEqual(
      undecided,
    );
    const hasty = sent()
      .read("s1", { session: {} }, { at: at(90_000) })
      .case({ patienceMs: null });
    expect(shownByGetSession(lookAt(hasty))).toEqual(undecided);
  });

  test("nothing was sent or read, nothing is said", () => {
    expect(shownByGetSession(lookAt(sent()))).toEqual({ checked: 0, violations: [] });
    expect(shownByGetSession(lookAt(begun().read("s1", {})))).toEqual({ checked: 0, violations: [] });
    const other = begun()
      .send("s1", person({ [key("a")]: "1" }))
      .send("s1", data({ [key("b")]: 1 }), { status: 400 });
    expect(shownByGetSession(lookAt(other.read("s1", { session: {} }, { at: at(90_000) })))).toEqual({
      checked: 0,
      violations: [],
    });
  });
});

describe("a write", () => {
  const writesOf = (it: Recording) => {
    const look = lookAt(it);
    return { look, write: (index: number) => look.records.writes[index]! };
  };

  test("has a later send, or is an update, where another one was accepted behind or before it", () => {
    const { look, write } = writesOf(
      begun()
        .send("s1", data({ [key("a")]: 1 }))
        .send("s1", data({ [key("a")]: 2 }))
        .send("s1", data({ [key("b")]: 3 }), { status: 400 })
        .send("s1", person({ [key("a")]: "4" })),
    );
    expect([0, 1, 2, 3].map((index) => hasLaterSend(write(index), look))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([0, 1, 2, 3].map((index) => isUpdate(write(index), look))).toEqual([false, true, false, false]);
    const refusedFirst = writesOf(
      begun()
        .send("s1", data({ a: 1 }), { status: 400 })
        .send("s1", data({ a: 2 })),
    );
    expect(isUpdate(refusedFirst.write(1), refusedFirst.look)).toBe(false);
  });

  test("is neither where the other one was under way at the same time; then it is raced", () => {
    const { look, write } = writesOf(
      begun()
        .send("s1", data({ a: 1 }), { at: [10, 20] })
        .send("s1", data({ a: 2 }), { at: [15, 25] })
        .send("s1", data({ b: 3 }), { at: [16, 26] }),
    );
    expect([hasLaterSend(write(0), look), isUpdate(write(1), look)]).toEqual([false, false]);
    expect([0, 1, 2].map((index) => isRaced(write(index), look))).toEqual([true, true, false]);
    const apart = writesOf(
      begun()
        .send("s1", data({ a: 1 }), { at: [10, 20] })
        .send("s1", data({ a: 2 }), { at: [20, 25] }),
    );
    expect(isRaced(apart.write(0), apart.look)).toBe(false);
    expect([hasLaterSend(apart.write(0), apart.look), isUpdate(apart.write(1), apart.look)]).toEqual([
      true,
      true,
    ]);
    const refusedOther = writesOf(
      begun()
        .send("s1", data({ a: 1 }), { at: [10, 20] })
        .send("s1", data({ a: 2 }), { at: [15, 25], status: 400 }),
    );
    expect(isRaced(refusedOther.write(0), refusedOther.look)).toBe(false);
  });

  test("is raced where one was turned away at first, and sent again alone", () => {
    const apart = begun()
      .send("s1", data({ a: 1 }), { at: [10, 20] })
      .send("s1", data({ a: 2 }), { at: [30, 40] });
    const inOneStep = changed(apart, () => ({ step: 0 }));
    const together = lookAt({ ...inOneStep, steps: [{ do: "together", sends: [] }] });
    expect(together.records.writes.map((write) => isRaced(write, together))).toEqual([true, true]);
    const inTurn = lookAt({ ...inOneStep, steps: [{ do: "wait", ms: 0 }] });
    expect(inTurn.records.writes.map((write) => isRaced(write, inTurn))).toEqual([false, false]);
  });

  test("meets one through another session of its contact", () => {
    const { look, write } = writesOf(
      new Recording()
        .session("s1", { person: "ann" })
        .session("s2", { person: "ann" })
        .send("s1", person({ a: "1" }), { at: [50, 60] })
        .send("s2", person({ b: "2" }), { at: [55, 65] })
        .send("s1", person({ c: "3" }), { at: [70, 80] }),
    );
    expect([0, 1, 2].map((index) => acrossSessions(write(index), look))).toEqual([true, true, false]);
    const one = writesOf(
      begun()
        .session("s2")
        .send("s1", data({ a: 1 }), { at: [50, 60] })
        .send("s2", data({ b: 2 }), { at: [55, 65] }),
    );
    expect(acrossSessions(one.write(0), one.look)).toBe(false);
  });

  test("knows of the other sessions of its contact, and of other contacts", () => {
    const two = (second: JsonObject & { person?: string }) =>
      writesOf(
        new Recording()
          .session("s1", { person: "ann" })
          .session("s2", second)
          .send("s1", person({ a: "1" })),
      );
    const same = two({ person: "ann" });
    expect([hasOtherSession(same.write(0), same.look), hasStranger(same.look)]).toEqual([true, false]);
    const other = two({ person: "bob" });
    expect([hasOtherSession(other.write(0), other.look), hasStranger(other.look)]).toEqual([false, true]);
    const unverified = two({ person: "ann", verified: false });
    expect(hasOtherSession(unverified.write(0), unverified.look)).toBe(false);
    const nobody = writesOf(
      new Recording()
        .session("s1", { contact: null })
        .session("s2", { contact: null })
        .send("s1", data({ a: "1" })),
    );
    expect(hasOtherSession(nobody.write(0), nobody.look)).toBe(false);
    const lone = writesOf(new Recording().send("s1", data({ a: "1" })));
    expect(hasOtherSession(lone.write(0), lone.look)).toBe(false);
  });

  test("keeps an older value where a text holds both", () => {
    const keeps = (
      got: string | number,
      [older, newer]: readonly [string | number, string | number] = ["gold", "iron"],
      status = 200,
    ) => {
      const it = begun()
        .send("s1", data({ a: older }), { status })
        .send("s1", data({ a: newer }));
      const { look, write } = writesOf(it);
      return replacesNothing({ kind: "altered", got, write: write(1) } as never, look);
    };
    for (const got of ["gold, iron", "iron gold", '["gold","iron"]'])
      expect([got, keeps(got)]).toEqual([got, true]);
    for (const got of ["iron", "gold", "IRON gold", "other", 7])
      expect([got, keeps(got)]).toEqual([got, false]);
    expect(keeps("gold, iron", ["gold", "iron"], 400)).toBe(false);
    expect(keeps("irons", ["iron", "irons"])).toBe(false);
    expect(keeps("iron!", ["irons", "iron"])).toBe(false);
    expect(keeps("iron!", ["", "iron"])).toBe(false);
    expect(keeps("1, 2", [1, 2])).toBe(false);
  });

  test("is ordinary where its key and its value are", () => {
    const { write } = writesOf(begun().send("s1", data({ a: 1, "a.b": 1, c: "x\u0000" })));
    expect([0, 1, 2].map((index) => isOrdinary(write(index)))).toEqual([true, false, false]);
  });
});

describe("what is sent at the same time through two sessions of one address", () => {
  const kept = judgeOf("concurrency/contact-keys-kept");
  const shown = (other: string) =>
    new Recording()
      .session("s1", { contact: { email: "ann@example.com", custom_data: { z: "0" } } })
      .session("s2", { person: "ann" })
      .send("s2", { contact: { custom_data: { a: "1" } } }, { at: [100, 120] })
      .send("s2", { contact: { custom_data: { b: "2" } } }, { at: [105, 125] })
      .read("s1", { members: { contact: { id: "c1", custom_data: { z: "0" } } } }, { at: [9_000, 9_005] })
      .read("s2", { members: { contact: { id: other, custom_data: { z: "0" } } } }, { at: [9_010, 9_015] });

  test("is kept where Get Session shows one contact, and decides nothing where it shows two", () => {
    expect(kept(lookAt(shown("c1"))).violations.length).toBeGreaterThan(0);
    expect(kept(lookAt(shown("c2")))).toEqual({
      checked: 0,
      violations: [],
      undecided: expect.stringMatching(/^Get Session did not show one contact.id/),
    });
  });
});

describe("other members of a session", () => {
  const keysAlterNothingElse = judgeOf("independence/keys-alter-nothing-else");
  const sent = (value = `${TAG} blue`, status = 200) =>
    begun().send("s1", data({ status: value }), { status });

  test("never hold what was written to custom data", () => {
    expect(keysAlterNothingElse(lookAt(sent().read("s1", { members: { status: `${TAG} blue` } })))).toEqual({
      checked: 1,
      violations: [
        {
          exchanges: [1, 2],
          expected: 'status as it was: "status" is a key of custom data',
          got: `"${TAG} blue" in status`,
        },
      ],
    });
    const deep = sent().read("s1", { members: { handoff: { summary: `${TAG} blue` } } });
    expect(keysAlterNothingElse(lookAt(deep)).violations[0]!.got).toBe(`"${TAG} blue" in handoff.summary`);
  });

  test("may hold anything else, and custom data is where it belongs", () => {
    for (const members of [
      { status: "open", team: [`${TAG} blue`] },
      { contact: { custom_data: { status: `${TAG} blue` } } },
      { more: `${TAG} blue` },
      { contact: { metadata: { status: `${TAG} blue` } } },
      { status: `${TAG} blue, or so` },
    ])
      expect(keysAlterNothingElse(lookAt(sent().read("s1", { members })))).toEqual({
        checked: 1,
        violations: [],
      });
  });

  test("are judged behind a write that was accepted, and can be told from others", () => {
    const members = { status: `${TAG} blue`, language: "blue", ticket_number: 7 };
    const unconcerned = { checked: 0, violations: [] };
    expect(
      keysAlterNothingElse(
        lookAt(
          begun()
            .read("s1", { members })
            .send("s1", data({ a: `${TAG} blue` })),
        ),
      ),
    ).toEqual(unconcerned);
    expect(keysAlterNothingElse(lookAt(sent("blue").read("s1", { members })))).toEqual(unconcerned);
    expect(keysAlterNothingElse(lookAt(sent(`${TAG} blue`, 400).read("s1", { members })))).toEqual(
      unconcerned,
    );
    expect(
      keysAlterNothingElse(
        lookAt(
          begun()
            .send("s1", data({ a: 7 }))
            .read("s1", { members }),
        ),
      ),
    ).toEqual(unconcerned);
  });
});

describe("a history", () => {
  const missing = history(["missing"], () => true);

  test("is held against the messages that were accepted, in words", () => {
    const it = begun()
      .send("s1", {}, { text: `${TAG} a` })
      .send("s1", {}, { text: `${TAG} b` });
    expect(missing(lookAt(it.history("s1", [`${TAG} b`])))).toEqual({
      checked: 2,
      violations: [
        {
          exchanges: [1, 3],
          expected: `the message once in the history: "${TAG} a"`,
          got: "it is not there",
        },
      ],
    });
    const doubled = begun()
      .send("s1", {}, { text: `${TAG} a` })
      .history("s1", [`${TAG} a`, `${TAG} a`]);
    expect(history(["doubled"], () => true)(lookAt(doubled)).violations[0]!.got).toBe(
      `"${TAG} a", "${TAG} a"`,
    );
    expect(missing(lookAt(doubled)).violations).toEqual([]);
    expect(history(["doubled"], () => false)(lookAt(doubled))).toEqual({ checked: 0, violations: [] });
  });

  test("that was never read decides nothing of the messages that concern the rule", () => {
    const it = begun().send("s1", {}, { text: `${TAG} a` });
    expect(missing(lookAt(it))).toEqual({
      checked: 0,
      violations: [],
      undecided: "no history showed whether an accepted message is in it",
    });
    expect(history(["missing"], () => false)(lookAt(it))).toEqual({ checked: 0, violations: [] });
  });

  test("gives each message an id of its own, but for one that is said again", () => {
    const withIds = (texts: readonly string[], ids: readonly unknown[], status = 200) => {
      const made = texts.reduce((it, text) => it.send("s1", {}, { text, status }), new Recording()).case();
      const exchanges = made.exchanges.map((each, index) => ({
        ...each,
        response: {
          ...each.response!,
          body: {
            encoding: "utf8" as const,
            data: JSON.stringify({ success: true, data: { message: { id: ids[index] } } }),
          },
        },
      }));
      return judgeOf("messages/own-id")(lookAt({ ...made, exchanges }));
    };
    expect(withIds(["a", "b", "c"], ["1", "2", "3"])).toEqual({ checked: 2, violations: [] });
    expect(withIds(["a", "b", "c"], ["1", "2", "1"])).toEqual({
      checked: 2,
      violations: [{ exchanges: [0, 2], expected: expect.any(String), got: '"1" for both' }],
    });
    expect(withIds(["a", "a"], ["1", "1"]).violations).toEqual([]);
    expect(withIds(["a", "b"], [7, 7]).violations).toMatchObject([{ got: "7 for both" }]);
    expect(withIds(["a", "b"], [{}, {}])).toEqual({ checked: 0, violations: [] });
    expect(withIds(["a", "b"], ["1", "1"], 400)).toEqual({ checked: 0, violations: [] });
  });
});

describe("what a ticketing system is told", () => {
  const told = (body: string, path = "/", headers: Exchange["request"]["headers"] = []) =>
    ({
      request: { method: "POST", path, headers, body: { encoding: "utf8", data: body } },
    }) as unknown as Exchange;
  const later = told(`{"text":"${TAG} later"}`);
  const sent = () =>
    begun()
      .send("s1", data({ [key("k")]: `${TAG} secret value`, plain: 1234567.375, short: 12.5, word: "blue" }))
      .send("s1", person({ [key("p")]: `${TAG} known` }))
      .send("s1", {}, { text: `${TAG} later` });
  const judged = (received: readonly Exchange[], it = sent()) =>
    judgeOf("ticketing/session-data-not-synced")(lookAt(it.case({ received })));

  test("holds neither keys nor values of session data that can be told from anything else", () => {
    expect(judged([later])).toEqual({ checked: 3, violations: [] });
    for (const leak of [`${TAG} secret value`, key("k").toUpperCase(), "it costs 1234567.375"]) {
      const { violations } = judged([told(leak), later]);
      expect([leak, violations.length]).toEqual([leak, 1]);
      expect(violations[0]!.exchanges).toEqual([1]);
    }
    expect(judged([told(`${TAG} secret value`)]).violations[0]).toEqual({
      exchanges: [1],
      received: [0],
      expected: `"${key("k")}" and its value nowhere in what the ticketing system receives`,
      got: `it received "${TAG} secret value" or its key`,
    });
    expect(judged([told(`plain 12.5 blue x1234567.37 ${key("p")} ${TAG} known`), later]).violations).toEqual(
      [],
    );
  });

  test.each([
    ["in its path", told("", `/notes/${encodeURIComponent(`${TAG} secret value`)}`)],
    ["in a header", told("", "/", [["x-note", `${TAG} secret value`]])],
    ["in a form", told(`note=${TAG}+secret+value`)],
    [
      "percent-encoded",
      told(`note=${[...`${TAG} secret value`].map((c) => `%${c.charCodeAt(0).toString(16)}`).join("")}`),
    ],
    [
      "with escapes",
      told(
        [...`${TAG} secret value`].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
      ),
    ],
    [
      "in base64",
      told(JSON.stringify({ note: Buffer.from(`{"a":"${TAG} secret value"}`).toString("base64") })),
    ],
  ])("is read also %s", (_where, leak) => {
    expect(judged([leak, later]).violations).toHaveLength(1);
  });

  test("may hold what Create Session was given, or what was refused", () => {
    const given = new Recording()
      .session("s1", data({ [key("k")]: `${TAG} given` }))
      .send("s1", data({ [key("k")]: `${TAG} given`, [key("m")]: `${TAG} mine` }))
      .send("s1", data({ [key("r")]: `${TAG} refused` }), { status: 400 })
      .send("s1", {}, { text: `${TAG} later` });
    expect(judged([told(`${key("k")} ${TAG} given ${key("r")} ${TAG} refused`), later], given)).toEqual({
      checked: 2,
      violations: [],
    });
    expect(judged([told(`${TAG} mine`), later], given).violations).toHaveLength(1);
  });

  test("decides nothing before a later message arrived, and concerns nobody where it is told nothing", () => {
    expect(judged([told(`${TAG} earlier`)])).toEqual({
      checked: 0,
      violations: [],
      undecided: "no later message arrived at the ticketing system",
    });
    expect(judged([told(`{"text":"${TAG.toUpperCase()} LATER"}`)])).toEqual({ checked: 3, violations: [] });
    expect(judged([])).toEqual({ checked: 0, violations: [] });
    expect(judged([later], begun().send("s1", {}, { text: `${TAG} later` }))).toEqual({
      checked: 0,
      violations: [],
    });
  });
});

describe("a rule of the registry speaks of", () => {
  const judgedBy = (id: string, it: Recording) => {
    const { checked, violations } = judgeOf(id)(lookAt(it));
    return [checked, violations.length];
  };
  const at = (ms: number): { at: [number, number] } => ({ at: [ms, ms + 5] });

  test("contact data in other sessions of the contact, not in the one that it was sent to", () => {
    const two = () =>
      new Recording()
        .session("s1", { person: "ann" })
        .session("s2", { person: "ann" })
        .send("s1", person({ [key("a")]: "1", [key("b")]: "2" }));
    const shown = { contact: { [key("b")]: "2" } };
    expect(judgedBy("contact-data/belongs-to-the-person", two().read("s2", shown, at(9_000)))).toEqual([
      2, 1,
    ]);
    expect(judgedBy("contact-data/belongs-to-the-person", two().read("s1", shown, at(9_000)))).toEqual([
      2, 0,
    ]);
    // What is not even there is no matter of whose it is.
    const nowhere = two().read("s1", shown, at(9_000)).read("s2", shown, at(9_100));
    expect(judgedBy("contact-data/belongs-to-the-person", nowhere)[1]).toBe(0);
    const leftOut = two()
      .read("s2", { contact: { [key("a")]: "1", [key("b")]: "2" } }, at(100))
      .send("s1", person({ [key("c")]: "3" }))
      .read("s2", { contact: { [key("c")]: "3" } }, at(9_000));
    expect(judgedBy("contact-data/belongs-to-the-person", leftOut)[1]).toBe(0);
    expect(judgedBy("contact-data/unsent-keys-stay", leftOut)[1]).toBe(2);
    expect(judgedBy("contact-data/sent-keys-added", two().read("s1", shown, at(9_000)))).toEqual([2, 1]);
    expect(judgedBy("contact-data/sent-keys-added", two().read("s2", shown, at(9_000)))).toEqual([2, 0]);
  });

  test("strings in contact data as strings, and numbers apart from them", () => {
    const it = () =>
      begun()
        .send("s1", person({ [key("n")]: 7, [key("s")]: "text" }))
        .read("s1", { contact: { [key("n")]: 8, [key("s")]: "text" } }, at(9_000));
    expect(judgedBy("contact-data/strings-come-back", it())).toEqual([1, 0]);
    expect(judgedBy("contact-data/others-become-strings", it())).toEqual([1, 1]);
    const refusedOne = begun().send("s1", person({ [key("n")]: true }), { status: 400 });
    expect(judgedBy("contact-data/others-become-strings", refusedOne)).toEqual([1, 0]);
    const others = begun().send("s1", data({ [key("n")]: 7 }), { status: 400 });
    expect(judgedBy("contact-data/others-become-strings", others)).toEqual([0, 0]);
    const lost = begun()
      .send("s1", person({ [key("n")]: 7, [key("s")]: "text" }))
      .read("s1", { contact: { [key("s")]: "text" } }, at(9_000));
    expect(judgedBy("contact-data/sent-keys-added", lost)).toEqual([1, 0]);
    expect(judgedBy("contact-data/unusual-come-back", lost)).toEqual([1, 1]);
  });

  test("data of other sessions that was accepted, where there are others", () => {
    const leaking = (status: number) =>
      begun()
        .session("s2")
        .send("s2", data({ [key("a")]: `${TAG} x` }), { status })
        .send("s1", data({ [key("b")]: 1 }))
        .read("s1", { session: { [key("b")]: 1 } }, at(9_000));
    expect(judgedBy("isolation/session-data", leaking(200))).toEqual([2, 0]);
    expect(judgedBy("isolation/session-data", leaking(400))).toEqual([1, 0]);
    const alone = begun()
      .send("s1", data({ [key("b")]: 1 }))
      .read("s1", { session: { [key("b")]: 1 } }, at(9_000));
    expect(judgedBy("isolation/session-data", alone)).toEqual([0, 0]);
  });
});
