import { describe, expect, test } from "vitest";
import type { Case } from "../../../../src/evidence/case.ts";
import type { Step } from "../../../../src/evidence/step.ts";
import type { JsonObject } from "../../../../src/json/json.ts";
import type { Judgement } from "../../../../src/judging/judgement.ts";
import type { CaseAnalysis } from "../../../../src/send-message/analysis/case-analysis.ts";
import {
  answerClass,
  answerTo,
  answerToBytes,
  answerToEntry,
  answerToText,
  errorMessageForm,
  extraMembers,
  statusOf,
} from "../../../../src/send-message/rules/judge/observing.ts";
import * as effects from "../../../../src/send-message/rules/judge/observing-effects.ts";
import { OPEN_SIZES } from "../../../../src/send-message/scenarios/open-points.ts";
import { Recording, TAG } from "../../../helpers/recording.ts";
import { begun, changed, data, lookAt, person } from "./looks.ts";

/** What is observed of it; `undefined` where nothing is. */
const seen = (judge: (it: CaseAnalysis) => Judgement, it: Recording | Case) => {
  const { checked, violations, observed } = judge(lookAt(it));
  expect(violations).toEqual([]);
  expect(checked > 0).toBe(observed !== undefined);
  return observed;
};

/** Every answer of the operation under test with this body. */
const answering = (it: Recording, body: JsonObject, status = 200) =>
  changed(it, ({ operation }) =>
    operation === "sendMessage"
      ? { response: { status, headers: [], body: { encoding: "utf8", data: JSON.stringify(body) } } }
      : {},
  );

describe("the answer to a send is observed as", () => {
  const every = () => true;

  test("its status, or all of them in order, but for what says nothing of the contract", () => {
    expect(seen(statusOf(every), begun())).toBeUndefined();
    expect(
      seen(statusOf(every), begun().send("s1", {}, { status: 202 }).send("s1", {}, { status: 202 })),
    ).toBe(202);
    expect(
      seen(statusOf(every), begun().send("s1", {}, { status: 422 }).send("s1", {}, { status: 400 })),
    ).toEqual([400, 422]);
    for (const status of [500, null])
      expect(seen(statusOf(every), begun().send("s1", {}, { status }))).toBeUndefined();
    expect(
      seen(
        statusOf((ask) => ask.answer === "refused"),
        begun().send("s1"),
      ),
    ).toBeUndefined();
  });

  test("a word", () => {
    const classOf = (status: number | null) => {
      const asks = lookAt(begun().send("s1", {}, { status })).sends;
      return answerClass(asks[0]!);
    };
    expect(classOf(201)).toBe("accepted");
    expect(classOf(422)).toBe("refused with 422");
    expect(classOf(null)).toBeUndefined();
    const [ask] = lookAt(begun().send("s1")).sends;
    expect(answerClass({ ...ask!, answer: "crashed" })).toBe("server error");
    expect(seen(answerTo(every), begun().send("s1", {}, { status: 422 }).send("s1"))).toEqual([
      "accepted",
      "refused with 422",
    ]);
    expect(seen(answerTo(every), begun().send("s1", {}, { status: null }))).toBeUndefined();
  });

  test("that to the step whose text names the point, and to no other try of it", () => {
    const steps = ["null agent", "null contact"].map(
      (what): Step => ({
        ...{ do: "send", session: "s1" },
        body: { json: { message: { text: `opencx-conformance ${TAG}: ${what}` } } },
      }),
    );
    const made = changed(
      begun().send("s1", {}, { status: 400 }).send("s1").send("s1", {}, { status: 422 }),
      (_each, index) =>
        index === 0 ? {} : { step: index === 3 ? 0 : index - 1, purpose: index === 3 ? "probe" : "step" },
    );
    expect(seen(answerToText("null agent"), { ...made, steps })).toBe("refused with 400");
    expect(seen(answerToText("null contact"), { ...made, steps })).toBe("accepted");
    expect(seen(answerToText("another"), { ...made, steps })).toBeUndefined();
    expect(seen(answerToText("null agent"), { ...made, steps: [{ do: "wait", ms: 1 }] })).toBeUndefined();
  });

  test("that to session data with one key that ends so", () => {
    const it = begun()
      .send("s1", data({ [`${TAG}nul`]: "a" }), { status: 400 })
      .send("s1", data({ [`${TAG}nul`]: "a", b: 1 }))
      .send("s1", data({ [`${TAG}lone`]: "a" }))
      .send("s1", { custom_data: null }, { status: 422 })
      .send("s1", {}, { raw: "no JSON", status: 422 });
    expect(
      seen(
        answerToEntry((key) => key.endsWith("nul")),
        it,
      ),
    ).toBe("refused with 400");
    expect(
      seen(
        answerToEntry((key, value) => key.endsWith("lone") && value === "a"),
        it,
      ),
    ).toBe("accepted");
    expect(
      seen(
        answerToEntry((key) => key.endsWith("other")),
        it,
      ),
    ).toBeUndefined();
  });

  test("that to bytes", () => {
    const it = begun().send("s1", {}, { status: 400 });
    expect(seen(answerToBytes, it)).toBeUndefined();
    const bytes = changed(it, ({ operation, request }) =>
      operation === "sendMessage"
        ? { request: { ...request, body: { encoding: "base64", data: "/w==" } } }
        : {},
    );
    expect(seen(answerToBytes, bytes)).toBe("refused with 400");
  });

  test("the members that the page does not show, in order, each once", () => {
    expect(seen(extraMembers, begun())).toBeUndefined();
    expect(seen(extraMembers, begun().send("s1").send("s1", {}, { status: 400 }))).toEqual([]);
    const body = { success: true, data: { message: { id: "m1", text: "t" }, more: 1 }, also: {} };
    expect(seen(extraMembers, answering(begun().send("s1").send("s1"), body))).toEqual([
      "also",
      "data.message.text",
      "data.more",
    ]);
    expect(seen(extraMembers, answering(begun().send("s1"), [] as never))).toEqual([]);
  });

  test("the form of the message of an error", () => {
    const form = (message: unknown, status = 400) =>
      seen(errorMessageForm, answering(begun().send("s1"), { message } as JsonObject, status));
    expect(form("it is bad")).toBe("a string");
    expect(form(["it", "is"])).toBe("a list");
    expect(form({})).toBeUndefined();
    for (const status of [200, 399, 500]) expect(form("it is bad", status)).toBeUndefined();
    expect(form("it is bad", 499)).toBe("a string");
    const both = changed(begun().send("s1").send("s1"), ({ operation }, index) =>
      operation === "sendMessage"
        ? {
            response: {
              ...{ status: 400, headers: [] },
              body: { encoding: "utf8", data: index === 1 ? '{"message":"a"}' : '{"message":["a"]}' },
            },
          }
        : {},
    );
    expect(seen(errorMessageForm, both)).toEqual(["a list", "a string"]);
  });
});

describe("of contact data that is a number or a boolean is observed", () => {
  const numbers = effects.contactValue("number");
  const sent = (status: number | null) => begun().send("s1", person({ k: 7 }), { status });

  test("how it comes back", () => {
    expect(seen(numbers, sent(200).read("s1", { contact: { k: "7" } }))).toBe("comes back as string");
    expect(seen(numbers, sent(200).read("s1", { contact: { k: 7 } }))).toBe("comes back as number");
    expect(seen(effects.contactValue("boolean"), sent(200))).toBeUndefined();
    expect(
      seen(
        effects.contactValue("boolean"),
        begun()
          .send("s1", person({ k: true }))
          .read("s1", { contact: { k: true } }),
      ),
    ).toBe("comes back as boolean");
  });

  test("that it does not, or what was answered", () => {
    expect(seen(numbers, sent(200).read("s1", { contact: { other: 7 } }))).toBe("accepted, and not shown");
    expect(seen(numbers, sent(422))).toBe("refused with 422");
    expect(seen(numbers, sent(null))).toBeUndefined();
    expect(seen(numbers, begun().send("s1", data({ k: 7 })))).toBeUndefined();
  });

  test("the latest look at that record, not at another", () => {
    const it = sent(200)
      .read("s1", { contact: { k: 7 } })
      .read("s1", { contact: { k: "7" } })
      .read("s1", { contact: {} })
      .read("s1", { session: { k: true }, contact: { other: "7" } });
    expect(seen(numbers, it)).toBe("comes back as string");
  });
});

describe("of two members of one name is observed", () => {
  const raw = `{"sender":"contact","custom_data":{"opencx_twice":"first","opencx_twice":"second"}}`;
  const shown = (value: unknown) =>
    seen(
      effects.duplicateNames,
      begun()
        .send("s1", {}, { raw })
        .read("s1", { session: { opencx_twice: value } as JsonObject }),
    );

  test("which one is kept", () => {
    expect(shown("first")).toBe("the first is kept");
    expect(shown("second")).toBe("the second is kept");
    expect(shown("firstsecond")).toBe("neither is kept as it was sent");
  });

  test("in the session, at the latest look that shows it", () => {
    const it = begun()
      .send("s1", {}, { raw })
      .read("s1", { session: { opencx_twice: "first" } })
      .read("s1", { session: { opencx_twice: "second" } })
      .read("s1", { session: {}, contact: { opencx_twice: "first" } });
    expect(seen(effects.duplicateNames, it)).toBe("the second is kept");
    expect(seen(effects.duplicateNames, begun().send("s1", {}, { raw }))).toBe(
      "neither is kept as it was sent",
    );
  });

  test("that it is refused; and nothing where it was never sent", () => {
    expect(seen(effects.duplicateNames, begun().send("s1", {}, { raw, status: 400 }))).toBe(
      "refused with 400",
    );
    expect(seen(effects.duplicateNames, begun().send("s1", data({ a: 1 })))).toBeUndefined();
  });
});

describe("of sizes is observed", () => {
  const [small, middle, large] = OPEN_SIZES as unknown as [number, number, number];
  const sized = (it: Recording, size: number, status: number | null) =>
    it.send("s1", data({ [`opencx_size${size}`]: "x" }), { status });

  test("the largest that was accepted, or none", () => {
    expect(
      seen(effects.largestValue, sized(sized(sized(begun(), small, 200), middle, 200), large, 413)),
    ).toBe(middle);
    expect(seen(effects.largestValue, sized(sized(begun(), small, 413), middle, 413))).toBe(0);
    expect(seen(effects.largestValue, sized(sized(begun(), small, 200), middle, null))).toBe(small);
  });

  test("nothing where none was sent, or answered", () => {
    expect(seen(effects.largestValue, begun())).toBeUndefined();
    expect(seen(effects.largestValue, sized(sized(begun(), small, null), middle, null))).toBeUndefined();
  });
});

describe("of session data that is empty is observed", () => {
  const form = (members: JsonObject, it = begun()) => seen(effects.emptyForm, it.read("s1", { members }));

  test("how it is written", () => {
    expect(form({})).toBe("left out");
    expect(form({ custom_data: null })).toBe("null");
    expect(form({ custom_data: {} })).toBe("{}");
    expect(form({ custom_data: "" })).toBe("string");
  });

  test("nothing where there may be any, or the session is not the case's own", () => {
    expect(form({ custom_data: { own: 1 } })).toBeUndefined();
    expect(form({}, begun().send("s1", data({ a: 1 })))).toBeUndefined();
    expect(form({}, begun().send("s1", data({ a: 1 }), { status: null }))).toBeUndefined();
    expect(seen(effects.emptyForm, begun().read("another", {}))).toBeUndefined();
  });

  test("also where only other records were written to, or it was refused", () => {
    expect(form({}, begun().send("s1", data({ a: 1 }), { status: 400 }))).toBe("left out");
    expect(form({}, begun().send("s1", person({ a: "1" })))).toBe("left out");
    expect(
      form(
        {},
        begun()
          .session("s2")
          .send("s2", data({ a: 1 })),
      ),
    ).toBe("left out");
  });
});

describe("of a history is observed", () => {
  const three = () =>
    ["a", "b", "c"].reduce((it, text) => it.send("s1", {}, { text: `${TAG} ${text}` }), begun());
  const texts = (...letters: string[]) => letters.map((letter) => `${TAG} ${letter}`);

  test("its order", () => {
    const order = (...shown: string[]) => seen(effects.historyOrder, three().history("s1", texts(...shown)));
    expect(order("a", "b", "c")).toBe("oldest first");
    expect(order("c", "b", "a")).toBe("newest first");
    expect(order("a", "c", "b")).toBe("neither");
    expect(order("b", "c", "a")).toBe("neither");
    expect(order("a", "a", "b")).toBe("oldest first");
    expect(order("b", "b", "a")).toBe("newest first");
    expect(order("a", "an answer of an AI", "c")).toBe("oldest first");
    expect(order("a", "an answer of an AI")).toBeUndefined();
    expect(seen(effects.historyOrder, three())).toBeUndefined();
  });

  test("by its last whole walk, and by accepted messages of that session alone", () => {
    const it = three()
      .send("s1", {}, { text: `${TAG} refused`, status: 400 })
      .session("s2")
      .send("s2", {}, { text: `${TAG} other` });
    expect(
      seen(
        effects.historyOrder,
        it.history("s1", texts("b", "a")).history("s1", texts("other", "refused", "a", "b")),
      ),
    ).toBe("oldest first");
    const cut = three().history("s1", texts("a", "b")).history("s1", texts("b", "a"), { next: "more" });
    expect(seen(effects.historyOrder, cut)).toBe("oldest first");
  });

  test("not by messages that were tried again: an entry may be of any of their tries", () => {
    const it = begun()
      .send("s1", {}, { text: `${TAG} a`, status: 500 })
      .send("s1", {}, { text: `${TAG} b` })
      .send("s1", {}, { text: `${TAG} a` })
      .send("s1", {}, { text: `${TAG} c` })
      .history("s1", texts("a", "b", "a", "c"));
    expect(seen(effects.historyOrder, it)).toBe("oldest first");
    expect(seen(effects.historyIds, it)).toBe("another");
    const alone = begun()
      .send("s1", {}, { text: `${TAG} a`, status: 500 })
      .send("s1", {}, { text: `${TAG} a` })
      .history("s1", texts("a", "a"));
    expect(seen(effects.historyIds, alone)).toBeUndefined();
  });

  test("whether messages keep their ids", () => {
    const ids = (...given: string[]) => {
      const items = given.map((id, index) => ({
        id,
        event: {
          type: "message",
          sender: { type: "contact" },
          content: { type: "text", text: texts("a", "b", "c")[index] },
        },
      }));
      return changed(three().history("s1", []), ({ operation }) =>
        operation === "listHistory"
          ? {
              response: {
                ...{ status: 200, headers: [] },
                body: { encoding: "utf8", data: JSON.stringify({ items, next: null }) },
              },
            }
          : {},
      );
    };
    expect(seen(effects.historyIds, ids("m1", "m2", "m3"))).toBe("the same");
    expect(seen(effects.historyIds, ids("x1", "x2", "x3"))).toBe("another");
    expect(seen(effects.historyIds, ids("m1", "x2"))).toBe("sometimes the same");
    expect(seen(effects.historyIds, ids())).toBeUndefined();
    expect(seen(effects.historyIds, three())).toBeUndefined();
    const strange = begun().send("s1", {}, { text: "no tag" }).history("s1", ["no tag"]);
    expect(seen(effects.historyIds, strange)).toBeUndefined();
    const refused = begun()
      .send("s1", {}, { text: `${TAG} a`, status: 400 })
      .history("s1", texts("a"));
    expect(seen(effects.historyIds, refused)).toBeUndefined();
  });

  test("the sender types, by sender, each once and in order", () => {
    const it = begun()
      .send("s1", {}, { text: "1" })
      .send("s1", {}, { text: "2" })
      .send("s1", { sender: "agent" }, { text: "3" })
      .send("s1", {}, { text: "4", status: 400 });
    const shown = it.history("s1", [
      ["1", "visitor"],
      ["2", "contact"],
      ["3", "agent"],
      ["4", "refused"],
    ]);
    expect(seen(effects.historySenders, shown)).toEqual({
      agent: ["agent"],
      contact: ["contact", "visitor"],
    });
    expect(seen(effects.historySenders, begun().send("s1"))).toBeUndefined();
    expect(
      seen(
        effects.historySenders,
        begun()
          .session("s2")
          .send("s1", {}, { text: "1" })
          .history("s2", [["1", "x"]]),
      ),
    ).toBeUndefined();
  });

  test("how many messages a request makes that is sent twice", () => {
    const step: Step = { do: "send", session: "s1", body: { json: { a: 1 } } };
    const twice = (shown: string[], steps: readonly Step[] = [step, step]) => {
      const it = begun().send("s1", {}, { text: "again" }).send("s1", {}, { text: "again" });
      return seen(effects.repeatedSend, it.history("s1", shown).case({ steps }));
    };
    expect(twice(["again"])).toBe("one message");
    expect(twice(["again", "other", "again"])).toBe("two messages");
    expect(twice(["other"])).toBeUndefined();
    expect(
      twice(["again"], [step, { do: "history", session: "s1" }, { do: "history", session: "s1" }]),
    ).toBeUndefined();
    const unwalked = begun().send("s1", {}, { text: "again" }).send("s1", {}, { text: "again" });
    expect(seen(effects.repeatedSend, unwalked.case({ steps: [step, step] }))).toBeUndefined();
    const others = begun()
      .send("s1", {}, { text: "one" })
      .send("s1", {}, { text: "two" })
      .history("s1", ["one", "two"]);
    expect(seen(effects.repeatedSend, others.case({ steps: [step, step] }))).toBeUndefined();
  });
});

describe("of a session is observed", () => {
  test("whether its reads are late", () => {
    const sent = () => begun().send("s1", { custom_data: { one: 1, two: 2 } });
    const shown = { session: { one: 1, two: 2 } };
    expect(seen(effects.readLag, sent())).toBeUndefined();
    expect(seen(effects.readLag, sent().read("s1", {}))).toBeUndefined();
    expect(
      seen(
        effects.readLag,
        begun()
          .read("s1", shown)
          .send("s1", { custom_data: { one: 1 } }),
      ),
    ).toBeUndefined();
    expect(seen(effects.readLag, sent().read("s1", shown).read("s1", {}))).toBe("at once");
    expect(seen(effects.readLag, sent().read("s1", {}).read("s1", shown))).toBe("late");
    const half = { session: { one: 1 } };
    expect(seen(effects.readLag, sent().read("s1", half).read("s1", shown))).toBe("late");
  });

  test("what it says of itself after a take-over", () => {
    const members = { assist_mode: "human", status: "open" };
    const taken = (status: number) =>
      begun().session("s2").send("s1", { should_take_over_session_from_ai: true }, { status });
    expect(seen(effects.takeOverEffect, taken(200).read("s1", {}).read("s1", { members }))).toEqual(members);
    expect(seen(effects.takeOverEffect, taken(200).read("s1", {}))).toEqual({
      assist_mode: null,
      status: null,
    });
    expect(seen(effects.takeOverEffect, taken(200).read("s2", { members }))).toBeUndefined();
    expect(seen(effects.takeOverEffect, taken(400).read("s1", { members }))).toBeUndefined();
    const kept = begun().send("s1", { should_take_over_session_from_ai: false });
    expect(seen(effects.takeOverEffect, kept.read("s1", { members }))).toBeUndefined();
  });

  test("whether one that is not verified shows its contact's data", () => {
    const unverified = (status: number | null = 200) =>
      new Recording()
        .session("s1", {
          verified: false,
          contact: { email: "a@example.com", custom_data: { created: "1" } },
        })
        .send("s1", person({ k: "v" }), { status });
    expect(seen(effects.unverifiedContact, unverified().read("s1", { contact: { k: "v" } }))).toBe("shown");
    expect(seen(effects.unverifiedContact, unverified().read("s1", { contact: {} }))).toBe("not shown");
    expect(seen(effects.unverifiedContact, unverified().read("s2", { contact: { k: "v" } }))).toBeUndefined();
    expect(seen(effects.unverifiedContact, unverified())).toBeUndefined();
    expect(seen(effects.unverifiedContact, unverified(422).read("s1", {}))).toBe("refused with 422");
    expect(seen(effects.unverifiedContact, unverified(null).read("s1", {}))).toBeUndefined();
    expect(
      seen(
        effects.unverifiedContact,
        begun()
          .send("s1", person({ k: "v" }))
          .read("s1", {}),
      ),
    ).toBeUndefined();
    const session = new Recording().session("s1", { verified: false }).send("s1", data({ k: "v" }));
    expect(seen(effects.unverifiedContact, session.read("s1", { contact: { k: "v" } }))).toBeUndefined();
  });
});
