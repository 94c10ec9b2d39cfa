import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/json.ts";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { entriesIn, replay, sendsOf } from "../helpers/counterexample.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

const dropping = (drops: (key: string, value: Json) => boolean): Partial<Behaviour> => ({
  merge: (call, record, seen, sent) =>
    correctBehaviour.merge(
      call,
      record,
      seen,
      Object.fromEntries(Object.entries(sent).filter(([key, value]) => !drops(key, value))),
    ),
});

/** A key that is dropped needs another beside it that is not: alone, it could as well have been replaced. */
const faults: readonly {
  readonly name: string;
  readonly rule: string;
  readonly change: Partial<Behaviour>;
  /** At most so many sends, and entries of custom data in all of them together. */
  readonly sends: number;
  readonly entries: number;
}[] = [
  {
    name: "replaces instead of merging",
    rule: "session-data/unsent-keys-stay",
    change: { merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)) },
    sends: 2,
    entries: 2,
  },
  {
    name: "accepts nested objects",
    rule: "rejection/nested-session-data",
    change: {
      problems: async (call) =>
        (await correctBehaviour.problems(call)).filter(({ place }) => !place.startsWith("/custom_data/")),
    },
    sends: 1,
    entries: 1,
  },
  {
    name: "drops keys with a dot",
    rule: "session-data/unusual-come-back",
    change: dropping((key) => key.includes(".")),
    sends: 1,
    entries: 2,
  },
  {
    name: "drops false",
    rule: "session-data/sent-keys-added",
    change: dropping((_, value) => value === false),
    sends: 1,
    entries: 2,
  },
  {
    name: "rounds numbers",
    rule: "session-data/numbers-come-back",
    change: {
      merge: (call, record, seen, sent) =>
        correctBehaviour.merge(
          call,
          record,
          seen,
          Object.fromEntries(
            Object.entries(sent).map(([key, value]) => [
              key,
              typeof value === "number" ? Math.fround(value) : value,
            ]),
          ),
        ),
    },
    sends: 1,
    entries: 1,
  },
];

describe("the counterexample of a provider that", () => {
  test.each(faults)("$name is minimal, fails again, and passes on a sound one", async (fault) => {
    const { result } = await judge(providerWith(fault.change), {
      profile: "standard",
      rules: new RegExp(`^${fault.rule}$`),
      bounds: { settleMs: 300 },
    });
    const { counterexample, outcome } = result.rules[0]!;
    expect(["fail", "warn"]).toContain(outcome);
    const sends = sendsOf(counterexample!);
    expect(sends.length).toBeLessThanOrEqual(fault.sends);
    expect(sends.flatMap(entriesIn).length).toBeLessThanOrEqual(fault.entries);
    const { failed, runs } = counterexample!.reproduced;
    // Twice, where there is time for it.
    expect([failed, runs > 0]).toEqual([runs, true]);
    expect(await replay(fault.rule, counterexample!, providerWith(fault.change))).toBe(true);
    expect(await replay(fault.rule, counterexample!, providerWith())).toBe(false);
  });
});

test("a value that is refused is found among all that were packed with it", async () => {
  const refusing = providerWith({
    problems: (call) =>
      JSON.stringify(call.body).includes('"<b>oc')
        ? [{ place: "/custom_data", keyword: "x", expected: "x", basis: "implied", schemaPlace: "" }]
        : correctBehaviour.problems(call),
  });
  const { result } = await judge(refusing, { rules: /^session-data\/unusual-accepted$/ });
  const sends = sendsOf(result.rules[0]!.counterexample!);
  expect(sends.map((step) => entriesIn(step).map(([, key]) => key))).toEqual([["markup"]]);
});

test("what is lost one after another, too, is no matter of sending at once", async () => {
  const replacing = providerWith({ merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)) });
  const judgeRules = (rules: RegExp) =>
    judge(replacing, { profile: "standard", rules, bounds: { settleMs: 300 } });
  const hidden =
    "the same messages break session-data/unsent-keys-stay one after another, too, which hides what comes of sending them at once: mend that first";
  const both = await judgeRules(/^(session-data\/unsent-keys-stay|concurrency\/session-keys?-.*)$/);
  expect(idsOf(both, "fail")).toEqual(["session-data/unsent-keys-stay"]);
  expect(idsOf(both, "inconclusive")).toEqual(
    ["keys-kept", "key-last-write"].map((name) => `concurrency/session-${name}: ${hidden}`),
  );
  // Where nothing else says so, it stays a failure.
  const alone = await judgeRules(/^concurrency\/session-keys-kept$/);
  expect(idsOf(alone, "fail")).toEqual(["concurrency/session-keys-kept"]);
});

test("a server error that passed is no failure, however long its case took", async () => {
  const provider = providerWith();
  let agents = 0;
  const { result } = await judge(
    async (request) => {
      const isByAgent = (await request.clone().text()).includes('"sender":"agent"');
      if (isByAgent) agents += 1;
      if (!isByAgent || agents > 4) return provider(request);
      // Longer than the time for cutting failures down.
      if (agents === 1) await pause(4_200);
      return Response.json(
        { statusCode: 500, message: "down", error: "Internal Server Error" },
        { status: 500 },
      );
    },
    { rules: /^request\/senders-accepted$/, workers: 1, bounds: { settleMs: 50 } },
  );
  expect(result.rules[0]).toMatchObject({
    outcome: "inconclusive",
    reason: expect.stringContaining("got 500, 4 of 4 times), and in none of"),
  });
});
