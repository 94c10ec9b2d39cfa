import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { findFault } from "../../src/lab/faults/registry.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { caching, type Handler, lagging, providerWith, slow } from "../helpers/providers.ts";

/** Sound, and never accused of anything, not even of something that is inconclusive. */
async function expectSound(handler: Handler, options: Parameters<typeof judge>[1] = {}) {
  const judged = await judge(handler, { workers: 16, ...options });
  expect(idsOf(judged, "fail", "warn", "inconclusive")).toEqual([]);
  expect(judged.result.verdict).toBe("conformant");
  return judged;
}

describe("a provider that is late is conformant", () => {
  test("where every read shows the state of 300 ms ago", async () => {
    await expectSound(providerWith(lagging(() => 300)));
  });

  test("where some reads are late, and others are not", async () => {
    let reads = 0;
    await expectSound(
      providerWith(
        lagging(() => {
          reads += 1;
          return reads % 3 === 0 ? 250 : 0;
        }),
      ),
    );
  });

  test("where reads come from a cache that lives for 200 ms", async () => {
    await expectSound(providerWith(caching(200)));
  });

  test("where every answer takes 25 ms", async () => {
    await expectSound(providerWith(slow(25)));
  });

  test("where its reads are late by more than --settle now and then, and nothing is lost", async () => {
    let reads = 0;
    const judged = await judge(
      providerWith(
        lagging(() => {
          reads += 1;
          return reads % 10 === 0 ? 900 : 0;
        }),
      ),
      { bounds: { settleMs: 600 } },
    );
    expect(idsOf(judged, "fail")).toEqual([]);
  });
});

describe("a provider that is late is no excuse", () => {
  test("for one that replaces instead of merging", async () => {
    const late = lagging(() => 150);
    const judged = await judge(
      providerWith({
        ...late,
        merge: (call, record, _seen, sent) => late.merge!(call, record, new Map(), sent),
      }),
      { rules: /-data\/unsent-keys-stay$/, bounds: { settleMs: 800, maxTimeMs: 6_000 } },
    );
    expect(idsOf(judged, "fail")).toEqual(["session-data/unsent-keys-stay", "contact-data/unsent-keys-stay"]);
  });
});

describe("a provider that loses data is not said to be late", () => {
  const both = () => providerWith({ merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)) });
  test.each([
    ...["contact-data-by-session", "contact-data-copied-at-creation", "session-data-replaced"].map(
      (name) => [name, () => providerWith(findFault(name).behave())] as const,
    ),
    ["both records replaced", both],
  ] as const)("%s", async (_name, make) => {
    const judged = await judge(make(), { bounds: { settleMs: 300 } });
    expect(idsOf(judged, "fail", "warn")).not.toEqual([]);
    expect(judged.result.pace?.filter(({ lagMs }) => lagMs !== undefined)).toEqual([]);
  });
});

describe("a provider that limits requests", () => {
  /** Answers `status` to every n-th request, and notes how long it was left alone afterwards. */
  function limiting(status: number, every: number, headers: Record<string, string>) {
    const provider = providerWith();
    const waits: number[] = [];
    let requests = 0;
    let refusedAt: number | undefined;
    const handler: Handler = (request) => {
      requests += 1;
      if (refusedAt !== undefined) {
        waits.push(performance.now() - refusedAt);
        refusedAt = undefined;
      }
      if (requests % every !== 0) return provider(request);
      refusedAt = performance.now();
      return Response.json({ statusCode: status, message: "later", error: "later" }, { status, headers });
    };
    return { handler, waits };
  }

  test.each([429, 503])("by %i and Retry-After is waited for, and conformant", async (status) => {
    const { handler, waits } = limiting(status, 120, { "retry-after": "1" });
    await expectSound(handler, { workers: 1 });
    expect(waits.length).toBeGreaterThan(1);
    expect(Math.min(...waits)).toBeGreaterThan(950);
  });

  test("by 429 without Retry-After is waited for, too", async () => {
    await expectSound(limiting(429, 120, {}).handler);
  });

  test("by 429 without end is inconclusive within the bound on time", async () => {
    const { result } = await judge(
      () => Response.json({ statusCode: 429 }, { status: 429, headers: { "retry-after": "1" } }),
      { bounds: { maxTimeMs: 1_500 } },
    );
    expect(result.verdict).toBe("inconclusive");
    expect(result.problem).toMatch(
      /^the limit of 1\.5 s was reached; for \d s the run waited, as the provider asks/,
    );
  });

  test("that answers 503 for good is inconclusive, and not broken", async () => {
    const provider = providerWith();
    const judged = await judge(
      (request) => (request.url.endsWith("/send") ? new Response("", { status: 503 }) : provider(request)),
      { rules: /^(request|robustness)\// },
    );
    expect(idsOf(judged, "fail", "warn")).toEqual([]);
    expect(judged.result.verdict).toBe("inconclusive");
  });
});

describe("a provider that loses answers", () => {
  test("of some sends, having carried them out, is not accused", async () => {
    const provider = providerWith();
    let sends = 0;
    const judged = await judge(
      async (request) => {
        const isSend = request.url.endsWith("/send");
        const answer = await provider(request);
        if (isSend) sends += 1;
        if (isSend && sends % 9 === 0) throw new Error("the connection was cut");
        return answer;
      },
      { workers: 8 },
    );
    expect(idsOf(judged, "fail", "warn")).toEqual([]);
  });

  test("of some reads is asked again", async () => {
    const provider = providerWith();
    let reads = 0;
    await expectSound(async (request) => {
      if (request.method === "GET") reads += 1;
      if (request.method === "GET" && reads % 25 === 0) throw new Error("the connection was cut");
      await pause(1);
      return provider(request);
    });
  });
});
