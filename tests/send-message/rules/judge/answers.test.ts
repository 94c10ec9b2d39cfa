import { describe, expect, test } from "vitest";
import type { Step } from "../../../../src/evidence/step.ts";
import { type Exchange, isSuccess, type RecordedHeaders } from "../../../../src/http/exchange.ts";
import type { JsonObject } from "../../../../src/json/json.ts";
import { show } from "../../../../src/judging/show.ts";
import { CaseAnalysis } from "../../../../src/send-message/analysis/case-analysis.ts";
import { isOrdinaryKey, isOrdinaryValue } from "../../../../src/send-message/analysis/ordinary.ts";
import { pageContract } from "../../../../src/send-message/contract/page-contract.ts";
import {
  about,
  accepted,
  answerWords,
  refused,
  refusedWith,
} from "../../../../src/send-message/rules/judge/answers.ts";
import {
  everyAnswer,
  saysJson,
  siblingRefused,
  siblingShape,
  siblingStatus,
  stuckReads,
} from "../../../../src/send-message/rules/judge/responses.ts";
import { topicOf } from "../../../../src/send-message/rules/judge/topic.ts";
import { Recording } from "../../../helpers/recording.ts";
import { begun, changed, judgeOf, lookAt } from "./looks.ts";

/** An exchange that was answered so. */
function answered(
  body: string | undefined,
  headers: RecordedHeaders = [["content-type", "application/json"]],
) {
  const response = {
    status: 400,
    headers,
    ...(body === undefined ? {} : { body: { encoding: "utf8", data: body } }),
  };
  return { response } as unknown as Exchange;
}

describe("what is shown of a value", () => {
  test("is its JSON, cut where that is long", () => {
    expect(show(undefined)).toBe("nothing");
    expect(show({ a: [1, "b"] })).toBe('{"a":[1,"b"]}');
    expect(show("x".repeat(78))).toBe(`"${"x".repeat(78)}"`);
    expect(show("x".repeat(79))).toBe(`"${"x".repeat(59)}… (81 characters)`);
  });

  test("is the status of an answer, how often it came, or why none did", () => {
    const words = (status: number | null) => {
      const it = lookAt(begun().send("s1", {}, { status }));
      return answerWords(it, it.sends[0]!);
    };
    expect(words(400)).toBe("400");
    expect(words(null)).toBe("no answer (timeout)");
    const it = lookAt(begun().send("s1", {}, { status: 500 }));
    expect(answerWords(it, { ...it.sends[0]!, answer: "crashed", tries: [1, 2, 3] })).toBe(
      "500, 3 of 3 times",
    );
    const lost = lookAt(changed(begun().send("s1", {}, { status: null }), () => ({ error: undefined })));
    expect(answerWords(lost, lost.sends[0]!)).toBe("no answer (unknown)");
  });
});

describe("what a send is about", () => {
  test.each<[topic: string, body: JsonObject]>([
    ["empty session data", { custom_data: {}, contact: { custom_data: { a: "1" } } }],
    ["empty contact data", { custom_data: { a: 1 }, contact: { custom_data: {} } }],
    ["both custom data", { custom_data: { a: 1 }, contact: { custom_data: { a: "1" } } }],
    ["session numbers", { custom_data: { a: "x", b: 1, c: true } }],
    ["session booleans", { custom_data: { a: "x", b: true } }],
    ["session strings", { custom_data: { a: "x" } }],
    ["unusual session data", { custom_data: { "a.b": 1 } }],
    ["contact strings", { contact: { custom_data: { a: "1" } } }],
    ["unusual contact data", { contact: { custom_data: { a: "1", "": "2" } } }],
    ["contact members", { contact: { name: "A" }, agent: {} }],
    ["agent", { agent: {}, should_take_over_session_from_ai: true }],
    ["take-over", { should_take_over_session_from_ai: false, sender: "agent" }],
    ["agent as sender", { sender: "agent" }],
    ["message", { sender: "contact" }],
  ])("is %s: %j", (topic, body) => {
    expect(topicOf(body)).toBe(topic);
  });

  test("is ordinary where keys are plain names, and values short plain text, numbers or booleans", () => {
    for (const key of ["a", "A1", "order_id", "x-y", "k".repeat(64)])
      expect([key, isOrdinaryKey(key)]).toEqual([key, true]);
    for (const key of [
      "",
      "1a",
      "a.b",
      "a b",
      " a",
      "ä",
      "toString",
      "__proto__",
      "prototype",
      "toJSON",
      "k".repeat(65),
    ])
      expect([key, isOrdinaryKey(key)]).toEqual([key, false]);
    for (const value of ["", "x".repeat(200), "é", 1.5, true])
      expect([value, isOrdinaryValue(value)]).toEqual([value, true]);
    for (const value of ["x".repeat(201), "a\u0000", "a\nb", "\ud800", null, {}, []])
      expect([value, isOrdinaryValue(value)]).toEqual([value, false]);
  });
});

describe("a valid send", () => {
  const message = accepted(["message"]);

  test("is to be accepted with any 2xx", () => {
    expect(message(lookAt(begun().send("s1").send("s1", {}, { status: 202 })))).toEqual({
      checked: 2,
      violations: [],
    });
    expect(message(lookAt(begun().send("s1", {}, { status: 400 })))).toEqual({
      checked: 1,
      violations: [{ exchanges: [1], expected: expect.stringContaining("a 2xx answer"), got: "400" }],
    });
  });

  test("decides nothing where no answer came, where it is about something else, or not valid", () => {
    expect(message(lookAt(begun().send("s1", {}, { status: null }).send("s1")))).toEqual({
      checked: 1,
      violations: [],
      undecided: "a send was answered no answer (timeout)",
    });
    const others = begun()
      .send("s1", { sender: "agent" }, { status: 400 })
      .send("s1", { sender: "nobody" }, { status: 400 })
      .send("s1", {}, { status: 401, credential: "wrong" });
    expect(message(lookAt(others))).toEqual({ checked: 0, violations: [] });
  });
});

describe("a send that must be refused", () => {
  const nested = { custom_data: { a: { b: "c" } } };
  const isNested = about.value("session", "object");

  test("is to be refused with any 4xx, or with the status that the page names", () => {
    const it = (status: number | null) => lookAt(begun().send("s1", nested, { status }));
    expect(refused(isNested)(it(422))).toEqual({ checked: 1, violations: [] });
    expect(refused(isNested)(it(200))).toEqual({
      checked: 1,
      violations: [{ exchanges: [1], expected: "a 4xx answer", got: "200" }],
    });
    expect(refusedWith(400, isNested)(it(400))).toEqual({ checked: 1, violations: [] });
    expect(refusedWith(400, isNested)(it(422)).violations).toEqual([
      { exchanges: [1], expected: "status 400", got: "422" },
    ]);
    expect(refusedWith(400, isNested)(it(200)).violations).toHaveLength(1);
    expect(refusedWith(400, isNested)(it(null))).toMatchObject({ checked: 0, undecided: expect.any(String) });
    // What is behind a redirect may accept it; that the status is another one is known.
    expect(refused(isNested)(it(302))).toMatchObject({ checked: 0, undecided: expect.any(String) });
    expect(refusedWith(400, isNested)(it(302)).violations).toEqual([
      { exchanges: [1], expected: "status 400", got: "302" },
    ]);
    expect(refused(isNested)(lookAt(begun().send("s1")))).toEqual({ checked: 0, violations: [] });
  });

  test("may be refused with any 4xx where something else in it is open", () => {
    const it = (status: number) => lookAt(begun().send("s1", { ...nested, more: 1 }, { status }));
    expect(it(422).sends[0]!.points.length).toBeGreaterThan(0);
    expect(refusedWith(400, isNested)(it(422)).violations).toEqual([]);
    expect(refusedWith(400, isNested)(it(200)).violations).toEqual([
      { exchanges: [1], expected: "status 400", got: "200" },
    ]);
  });

  const selectors = {
    "the session's nested object": isNested,
    "the contact's nested object": about.value("contact", "object"),
    "the session's null": about.value("session", "null"),
    "the session's array": about.value("session", "array"),
    "a wrong type": about.shape("type"),
    "a missing member": about.shape("required"),
    "no JSON": about.notJson,
    "a wrong key": about.credential,
    "a missing scope": about.scope,
    "an unknown session": about.session,
  };
  test.each<[what: string, it: Recording]>([
    ["the session's nested object", begun().send("s1", nested)],
    ["the contact's nested object", begun().send("s1", { contact: { custom_data: { a: {} } } })],
    ["the session's null", begun().send("s1", { custom_data: { a: null } })],
    ["the session's array", begun().send("s1", { custom_data: { a: [] } })],
    ["a wrong type", begun().send("s1", { should_take_over_session_from_ai: "yes" })],
    ["a missing member", begun().send("s1", {}, { raw: '{"sender":"contact"}' })],
    ["no JSON", begun().send("s1", {}, { raw: "{" })],
    ["a wrong key", begun().send("s1", {}, { credential: "wrong" })],
    ["a missing scope", begun().send("s1", {}, { credential: "read-only" })],
  ])("is about %s, and nothing else", (what, it) => {
    const [ask] = lookAt(it).sends;
    const chosen = Object.entries(selectors).filter(([, select]) => select(ask!));
    expect(chosen.map(([name]) => name)).toEqual([what]);
  });

  test("is about no reason where it is valid, or open", () => {
    const it = lookAt(begun().send("s1").send("s1", { more: 1 }));
    for (const ask of it.sends)
      for (const select of Object.values(selectors)) expect(select(ask)).toBe(false);
  });
});

describe("an answer", () => {
  test("is JSON where its content type says so", () => {
    const says = (type: string) => saysJson(answered("{}", [["content-type", type]]));
    for (const type of [
      "application/json",
      "application/json; charset=utf-8",
      "Application/JSON ;x",
      "application/problem+json",
      "application/vnd.a-b.c+json",
    ])
      expect([type, says(type)]).toEqual([type, true]);
    for (const type of [
      "text/json",
      "text/html",
      "application/jsonp",
      "application/json5",
      "application/+json",
      "x-application/json",
      "application/a b+json",
    ])
      expect([type, says(type)]).toEqual([type, false]);
    expect(saysJson(answered("{}", []))).toBe(false);
  });

  test("is a success, or an error of known shape, by its status", () => {
    const hasErrorShape = (status: number) =>
      judgeOf("response/error-shape")(lookAt(begun().send("s1", {}, { status }))).checked === 1;
    expect([400, 401, 403, 404].map(hasErrorShape)).toEqual([true, true, true, true]);
    expect([402, 413, 422, 500].map(hasErrorShape)).toEqual([false, false, false, false]);
  });

  test("of the operation under test is held against a demand, which says where it is broken", () => {
    const judge = everyAnswer(isSuccess, ({ body, index }) =>
      index === 2 ? { expected: "this", got: JSON.stringify(body) } : undefined,
    );
    const it = begun()
      .send("s1")
      .send("s1")
      .send("s1", {}, { status: 400 })
      .send("s1", {}, { status: null })
      .read("s1", {});
    expect(judge(lookAt(it))).toEqual({
      checked: 2,
      violations: [
        { exchanges: [2], expected: "this", got: '{"success":true,"data":{"message":{"id":"m2"}}}' },
      ],
    });
  });

  test("may come from a router where the session id is odd", () => {
    const id = "7d4c80c8-dde1-4462-9d6f-321d54688405";
    const accused = (step: Step, index = 0) => {
      const { exchanges } = changed(new Recording().send("s1"), () => ({
        ...answered("<html>"),
        step: index,
      }));
      const it = lookAt(new Recording().send("s1").case({ steps: [step], exchanges }));
      return judgeOf("response/error-shape")(it).violations.length === 1;
    };
    const isOdd = (session: string) => !accused({ do: "send", session, body: { json: {} } });
    expect([`=${id}`, "session", `~${id}`].map(isOdd)).toEqual([false, false, false]);
    expect(["=", "=../x", `=${id}0`, `=x${id}`, `=${id.toUpperCase()}`].map(isOdd)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(accused({ do: "history", session: "=" })).toBe(true);
    expect(accused({ do: "send", session: "=", body: { json: {} } }, 1)).toBe(true);
  });
});

describe("an error", () => {
  const whole = { statusCode: 400, message: "it is bad", error: "Bad Request" };
  const breach = (exchange: object) => {
    const it = changed(begun().send("s1"), ({ operation }) => (operation === "sendMessage" ? exchange : {}));
    return judgeOf("response/error-shape")(lookAt(it)).violations[0];
  };
  const of = (body: JsonObject) => breach(answered(JSON.stringify(body)));

  test("has statusCode, message and error", () => {
    expect(of(whole)).toBeUndefined();
    expect(of({ ...whole, message: ["one", "two"], more: 1 })).toBeUndefined();
    for (const wrong of [
      { ...whole, statusCode: "400" },
      { ...whole, message: 7 },
      { ...whole, message: ["one", 2] },
      { ...whole, error: null },
      { statusCode: 400, error: "Bad Request" },
    ])
      expect(of(wrong)).toEqual({
        exchanges: [1],
        expected: expect.stringContaining("statusCode (a number)"),
        got: show(wrong),
      });
  });

  test("is JSON, and says so", () => {
    expect(breach(answered(undefined))?.got).toBe("no body");
    const none = "a body that is not JSON, or does not say so";
    expect(breach(answered("<html>"))?.got).toBe(none);
    expect(breach(answered(JSON.stringify(whole), [["content-type", "text/html"]]))?.got).toBe(none);
  });
});

test("the first place where an answer differs from the document is named, but for members with a rule of their own", () => {
  const error = {
    place: "/data/message/id",
    keyword: "type",
    expected: "a string",
    basis: "implied",
  } as never;
  const at = (place: string, basis = "implied") => ({ ...(error as object), place, basis }) as never;
  const breach = (...errors: never[]) => {
    const contract = { ...pageContract, responseErrors: () => errors };
    const analysis = new CaseAnalysis(begun().send("s1").case(), contract);
    return judgeOf("response/documented-shape")(analysis).violations[0];
  };
  expect(breach()).toBeUndefined();
  expect(breach(at("/success"), at("/data"), at("/x", "open"))).toBeUndefined();
  expect(breach(at("/success"), error)).toEqual({
    exchanges: [1],
    expected: "a string at /data/message/id",
    got: 'the body breaks "type" there',
  });
  expect(breach(at(""))!.expected).toBe("a string at the top");
});

describe("reads that are stuck", () => {
  const statuses = (it: Recording, ...of: number[]) => {
    let read = 0;
    return changed(it, (exchange) =>
      exchange.operation === "getSession" ? { response: { ...exchange.response!, status: of[read++]! } } : {},
    );
  };
  const stuck = (it: Recording, ...of: number[]) =>
    stuckReads(lookAt(statuses(it, ...of)), (read) => read.response!.status === 500);

  test("are three in a row to the end, with a send accepted in between", () => {
    const it = () => begun().send("s1").read("s1", {}).read("s1", {}).send("s1").read("s1", {});
    expect(stuck(it(), 500, 500, 500)).toEqual([[1, 2, 5]]);
    expect(stuck(it(), 500, 500, 200)).toEqual([]);
    expect(stuck(it(), 200, 500, 500)).toEqual([]);
    expect(stuck(it().read("s1", {}), 200, 500, 500, 500)).toEqual([[1, 3, 6]]);
    expect(stuck(begun().read("s1", {}).send("s1").read("s1", {}).read("s1", {}), 500, 500, 500)).toEqual([
      [1, 4],
    ]);
  });

  test("are none where no send to that session was accepted in between", () => {
    const it = (session: string, status: number) =>
      begun().session("s2").read("s1", {}).send(session, {}, { status }).read("s1", {}).read("s1", {});
    expect(stuck(it("s1", 200), 500, 500, 500)).toEqual([[2, 5]]);
    expect(stuck(it("s2", 200), 500, 500, 500)).toEqual([]);
    expect(stuck(it("s1", 400), 500, 500, 500)).toEqual([]);
    const late = begun().read("s1", {}).read("s1", {}).read("s1", {}).send("s1");
    expect(stuck(late, 500, 500, 500)).toEqual([]);
    expect(stuck(begun().send("s1").read("s1", {}).read("s1", {}).read("s1", {}), 500, 500, 500)).toEqual([]);
  });

  test("are of one session, and by the valid key", () => {
    const mixed = begun().read("s1", {}).send("s1").read("s2", {}).read("s1", {});
    expect(stuck(mixed, 500, 500, 500)).toEqual([]);
    const keyless = changed(
      begun().read("s1", {}).send("s1").read("s1", {}).read("s1", {}),
      ({ operation }) => (operation === "getSession" ? { credential: "none" } : {}),
    );
    expect(stuckReads(lookAt(keyless), () => true)).toEqual([]);
    expect(stuckReads(lookAt(begun()), () => true)).toEqual([]);
  });

  const noServerError = judgeOf("robustness/no-server-error");
  test("and sends that are answered 5xx again and again, are server errors; once is none", () => {
    const reads = begun().send("s1").read("s1", {}).send("s1").read("s1", {}).read("s1", {});
    expect(noServerError(lookAt(statuses(reads, 503, 500, 503)))).toEqual({
      checked: 3,
      violations: [{ exchanges: [1, 2, 5], expected: expect.any(String), got: "503 for every read" }],
    });
    expect(noServerError(lookAt(statuses(reads, 499, 499, 499)))).toEqual({ checked: 2, violations: [] });
    expect(noServerError(lookAt(begun().send("s1", {}, { status: 500 })))).toEqual({
      checked: 1,
      violations: [],
    });
    expect(noServerError(lookAt(begun().send("s1", {}, { status: null })))).toEqual({
      checked: 0,
      violations: [],
    });
  });
});

describe("sibling operations without a valid key", () => {
  const asked = (credential: string, status: number | undefined) =>
    changed(begun().read("s1", {}), ({ operation, response }) =>
      operation === "getSession"
        ? { credential, response: status === undefined ? undefined : { ...response!, status } }
        : {},
    );

  test("are refused", () => {
    const judge = siblingRefused("getSession");
    expect(judge(lookAt(asked("none", 401)))).toEqual({ checked: 1, violations: [] });
    expect(judge(lookAt(asked("none", 200))).violations).toEqual([
      { exchanges: [1], expected: "401", got: "200 for a request with no key" },
    ]);
    expect(judge(lookAt(asked("wrong", 200))).violations[0]!.got).toBe("200 for a request with a wrong key");
    expect(judge(lookAt(asked("valid", 200)))).toEqual({ checked: 0, violations: [] });
    for (const status of [500, undefined]) expect(judge(lookAt(asked("none", status))).checked).toBe(0);
    expect(siblingRefused("createSession")(lookAt(asked("none", 200))).checked).toBe(0);
  });

  test("are observed by their statuses", () => {
    const judge = siblingStatus("getSession");
    expect(judge(lookAt(asked("none", 403)))).toEqual({ checked: 1, violations: [], observed: [403] });
    expect(judge(lookAt(asked("valid", 403)))).toEqual({ checked: 0, violations: [] });
    const two = changed(begun().read("s1", {}).read("s1", {}), ({ response }, index) => ({
      credential: "none",
      response: { ...response!, status: index === 1 ? 403 : 401 },
    }));
    expect(judge(lookAt(two)).observed).toEqual([401, 403]);
  });
});

test("what a sibling operation answers is observed by the places that differ from its page", () => {
  const judge = siblingShape("listHistory");
  const of = (body: string, status = 200) =>
    judge(
      lookAt(
        changed(begun().history("s1", []), ({ operation }) =>
          operation === "listHistory"
            ? { response: { status, headers: [], body: { encoding: "utf8", data: body } } }
            : {},
        ),
      ),
    ).observed;
  expect(of('{"items":[],"next":null}')).toBe("as documented");
  expect(of("no JSON")).toEqual(["no JSON"]);
  expect(of("{}", 404)).toBeUndefined();
  const items = Array.from({ length: 12 }, () => ({ id: 7 }));
  const places = of(JSON.stringify({ items, next: null })) as string[];
  expect(places).toEqual([...new Set(places)].sort());
  expect(places).toContainEqual(expect.stringMatching(/^\/items\/\*\/id: not /));
  expect(places.filter((place) => /\d/.test(place.split(":")[0]!))).toEqual([]);
});
