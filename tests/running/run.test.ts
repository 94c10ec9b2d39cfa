import { describe, expect, test } from "vitest";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { findVariant } from "../../src/lab/variants/registry.ts";
import { createVariant } from "../../src/lab/variants/variant.ts";
import { HOW_TO_GIVE } from "../../src/running/plan.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { tokensOf } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { Refusal } from "../../src/send-message/reference-provider/refusal.ts";
import { idsOf, type Judged, judge } from "../helpers/judge.ts";
import { type Handler, KEYS, providerWith, sessionOf } from "../helpers/providers.ts";

const replacing = () =>
  providerWith({ merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)) });

/** Statuses that were answered to requests which nothing else was sent together with. */
const statusesOf = ({ cases }: Judged) =>
  cases.flatMap(({ steps, exchanges }) =>
    exchanges.flatMap(({ step, response }) => (steps[step]?.do === "together" ? [] : [response?.status])),
  );

describe("a run", () => {
  test("sends fewer requests at a time to a provider that turns away what is too much at once", async () => {
    const provider = createVariant(findVariant("three-requests-at-once"), { tokens: tokensOf(KEYS) });
    const judged = await judge((request) => provider.fetch(request));
    expect(judged.result.verdict).toBe("conformant");
    const turnedAway = statusesOf(judged).filter((status) => status === 503);
    expect(turnedAway.length).toBeGreaterThan(0);
    expect(turnedAway.length).toBeLessThan(20);
  });

  test("of the profile quick passes the reference provider", async () => {
    const judged = await judge(providerWith());
    expect(idsOf(judged, "fail", "warn", "inconclusive")).toEqual([]);
    expect(judged.result).toMatchObject({ verdict: "conformant", seed: 1, profile: "quick" });
    expect(judged.result.problem).toBeUndefined();
    expect(
      idsOf(judged, "skipped").filter(
        (id) => !/: not part of the profile quick; use a larger --profile$/.test(id),
      ),
    ).toEqual([`ticketing/session-data-not-synced: ${HOW_TO_GIVE["a ticketing sink"]}`]);
  });

  test("fails by a stated rule that is broken, with the evidence and how soon it was found", async () => {
    const { result, events } = await judge(replacing());
    const broken = result.rules.find(({ rule }) => rule.id === "session-data/unsent-keys-stay")!;
    expect(result.verdict).toBe("not-conformant");
    expect(broken.outcome).toBe("fail");
    const { failed, runs } = broken.counterexample!.reproduced;
    expect([failed, runs > 0]).toEqual([runs, true]);
    expect(broken.foundAfter!.requests).toBeLessThan(20);
    expect(
      events.find((event) => event.type === "judged" && event.broken.includes(broken.rule)),
    ).toBeDefined();
  });

  test("warns of an implied rule that is broken, and fails by it when it is strict", async () => {
    const invalid = () => new Refusal(400, "Invalid", {});
    const unshaped = () =>
      providerWith({
        invalid,
        answer: (_call, answer) => (answer.status === 400 ? { status: 400, raw: "Invalid" } : answer),
      });
    const lenient = await judge(unshaped());
    expect(lenient.result.verdict).toBe("conformant");
    expect(idsOf(lenient, "fail")).toEqual([]);
    expect(idsOf(lenient, "warn")).toEqual(["response/error-shape"]);
    const strict = await judge(unshaped(), { strict: true });
    expect(strict.result.verdict).toBe("not-conformant");
    expect(idsOf(strict, "fail")).toEqual(["response/error-shape"]);
  });

  test("says what it plans, what it judges and cuts down, and what it leaves behind", async () => {
    const { result, events } = await judge(replacing(), { rules: /^session-data\/unsent-keys-stay$/ });
    const judged = events.filter(({ type }) => type === "judged");
    expect(events[0]).toEqual({ type: "planned", cases: judged.length });
    expect(events.flatMap((event) => (event.type === "shrinking" ? [event.rule.id] : []))).toEqual([
      "session-data/unsent-keys-stay",
    ]);
    expect(result.stats.cases).toBe(judged.length);
    expect(result.leftBehind.sessions.length).toBe(result.stats.sessions);
    expect(new Set(result.leftBehind.sessions).size).toBe(result.stats.sessions);
    const [bounded] = (await judge(providerWith(), { bounds: { maxRequests: 3 } })).events;
    expect(bounded).toEqual({ type: "planned", cases: 3 });
  });

  test("creates no session where it is given one", async () => {
    const handler = providerWith();
    const transport = fetchTransport(handler);
    const id = await sessionOf(handler);
    const { result, cases } = await judge(
      { transport, keys: KEYS, session: id },
      { rules: /^session-data\/unsent-keys-stay$/ },
    );
    expect(result.rules[0]!.outcome).toBe("pass");
    expect(result.stats.sessions).toBe(0);
    const paths = new Set(
      cases.flatMap((it) => it.exchanges.map(({ request }) => request.path.split("/")[3])),
    );
    expect(paths).toEqual(new Set([id]));
  });

  test("records what a provider does in open points, and never judges it", async () => {
    const accepting = providerWith({
      answer: (_call, answer) => ({
        ...answer,
        status: answer.status === 200 || answer.status === 201 ? 202 : answer.status,
      }),
    });
    const { result } = await judge(accepting, { rules: /^open\// });
    const observed = result.rules.find(({ rule }) => rule.id === "open/accepted-status");
    expect(observed).toMatchObject({ outcome: "observed", observed: 202 });
    expect(result.rules.every(({ outcome }) => outcome === "observed" || outcome === "skipped")).toBe(true);
    // Nothing was judged: that is no pass.
    expect(result.verdict).toBe("inconclusive");
  });
});

describe("a bound", () => {
  const counted = (handler: Handler) => {
    const counts = { requests: 0, sessions: 0 };
    const counting: Handler = (request) => {
      counts.requests += 1;
      if (request.method === "POST" && request.url.endsWith("/sessions")) counts.sessions += 1;
      return handler(request);
    };
    return { counts, counting };
  };

  test("on requests is kept, also while failures are cut down", async () => {
    for (const maxRequests of [1, 5, 60, 200]) {
      const { counts, counting } = counted(replacing());
      const { result } = await judge(counting, { profile: "standard", bounds: { maxRequests } });
      expect(counts.requests).toBeLessThanOrEqual(maxRequests);
      expect(result.stats.requests).toBe(counts.requests);
      expect(result.problem).toContain(`limit of ${maxRequests} request`);
    }
  });

  test("that is reached while failures are cut down says that everything was judged", async () => {
    const rules = /^session-data\/unsent-keys-stay$/;
    const { result } = await judge(providerWith(), { rules });
    const maxSessions = result.stats.sessions + 3;
    const cut = await judge(replacing(), { rules, bounds: { maxSessions } });
    expect(cut.result.stats.cases).toBe(result.stats.cases);
    expect(cut.result.problem).toBe(
      `the limit of ${maxSessions} sessions was reached while failures were being cut down; every case had been judged by then`,
    );
  });

  test("on sessions is kept, and says so", async () => {
    const { counts, counting } = counted(providerWith());
    const { result } = await judge(counting, { profile: "standard", bounds: { maxSessions: 9 } });
    expect(counts.sessions).toBeLessThanOrEqual(9);
    expect(result.verdict).toBe("inconclusive");
    expect(idsOf({ result, cases: [], events: [] }, "inconclusive").join()).toContain("9 sessions");
  });

  test("on time is kept", async () => {
    const { result } = await judge(
      providerWith({ receive: () => new Promise((resolve) => setTimeout(resolve, 20)) }),
      { profile: "standard", bounds: { maxTimeMs: 700 } },
    );
    // So many answers of 20 ms, of at most 4 cases under way, and no more fit into that time.
    expect(result.stats.requests).toBeLessThan(200);
    expect(result.verdict).toBe("inconclusive");
    expect(result.problem).toContain("0.7 s");
  });

  test("that ends a run before anything was judged leaves it inconclusive", async () => {
    const { result } = await judge(providerWith(), { bounds: { maxRequests: 1 } });
    expect(result.verdict).toBe("inconclusive");
  });
});

describe("an interruption", () => {
  test("ends a run between two requests; what was judged so far stands", async () => {
    const controller = new AbortController();
    let requests = 0;
    const handler = replacing();
    const { result } = await judge(
      (request) => {
        requests += 1;
        if (requests === 60) controller.abort();
        return handler(request);
      },
      { profile: "standard", signal: controller.signal },
    );
    expect(requests).toBeLessThan(70);
    expect(result.verdict).toBe("not-conformant");
    expect(result.problem).toContain("interrupted");
  });

  test("before the start leaves everything untouched", async () => {
    let requests = 0;
    const { result } = await judge(
      () => {
        requests += 1;
        return new Response();
      },
      { signal: AbortSignal.abort() },
    );
    expect([requests, result.verdict]).toEqual([0, "inconclusive"]);
  });
});

describe("a provider that cannot be judged", () => {
  const problemOf = async (handler: Handler, keys = KEYS) => {
    const { result } = await judge({ transport: fetchTransport(handler), keys });
    expect(result.verdict).toBe("inconclusive");
    expect(result.rules.filter(({ outcome }) => outcome === "pass" || outcome === "fail")).toEqual([]);
    return result.problem;
  };

  test("for its key is named so", async () => {
    expect(await problemOf(providerWith(), { ...KEYS, valid: "another" })).toMatch(
      /401: the key is not accepted/,
    );
    expect(await problemOf(providerWith(), { valid: KEYS.readOnly, readOnly: KEYS.readOnly })).toMatch(
      /403: .*scope/,
    );
  });

  test("for its path is named so", async () => {
    expect(await problemOf(() => new Response("", { status: 404 }))).toMatch(
      /404: the operation is not there.*base path/,
    );
  });

  test("for what Create Session answers is named so", async () => {
    expect(await problemOf(() => Response.json({}, { status: 201 }))).toMatch(/201 without an id.*--session/);
    expect(await problemOf(() => new Response("", { status: 500 }))).toMatch(
      /Create Session is answered 500/,
    );
  });

  test("for sends that are refused one and all says so of each rule, or fails", async () => {
    const judged = await judge(
      providerWith({
        problems: (call) => {
          if (call.operation === "sendMessage") throw new Refusal(404, "Not found");
          return correctBehaviour.problems(call);
        },
      }),
      { rules: /^request/ },
    );
    expect(judged.result.verdict).toBe("not-conformant");
    expect(idsOf(judged, "fail")).toContain("request/message-accepted");
  });
});

test("a run whose plan holds no case sends nothing, and says what to do", async () => {
  const { result } = await judge(providerWith(), {
    rules: /^concurrency\/session-keys-kept$/,
    leaveOut: ["race-design"],
  });
  expect(result.stats.requests).toBe(0);
  expect(result.verdict).toBe("inconclusive");
  expect(result.problem).toMatch(/use a larger --profile/);
});
