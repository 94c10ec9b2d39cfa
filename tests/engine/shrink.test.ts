import { describe, expect, test } from "vitest";
import { pageContract } from "../../src/contract/page-contract.ts";
import type { Json } from "../../src/contract/words.ts";
import { entriesOf } from "../../src/engine/parts.ts";
import { perform } from "../../src/engine/perform.ts";
import { tagOf } from "../../src/engine/plan.ts";
import { retag } from "../../src/engine/retag.ts";
import { RunState } from "../../src/engine/run-state.ts";
import type { Counterexample } from "../../src/engine/shrink.ts";
import type { SendStep } from "../../src/evidence/step.ts";
import type { Behaviour } from "../../src/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/reference-provider/correct-behaviour.ts";
import { Look } from "../../src/rules/look.ts";
import { rules } from "../../src/rules/registry.ts";
import { fetchTransport } from "../../src/wire/fetch-transport.ts";
import { judge } from "../helpers/judge.ts";
import { type Handler, KEYS, providerWith } from "../helpers/providers.ts";

/** Runs the steps of a counterexample again, as `replay` does; whether the rule is broken again. */
async function replay(id: string, { case: it }: Counterexample, provider: Handler): Promise<boolean> {
  const bounds = { maxRequests: 1_000, maxSessions: 100, maxTimeMs: 10_000, settleMs: 500 };
  const stage = {
    transport: fetchTransport(provider),
    keys: KEYS,
    contract: pageContract,
    state: new RunState(bounds),
    patient: true,
  };
  const again = await perform(retag(it, tagOf("again", 0, 0)), stage);
  return rules.find((rule) => rule.id === id)!.judge(new Look(again, pageContract)).violations.length > 0;
}

const sendsOf = ({ case: it }: Counterexample) =>
  it.steps.filter((step): step is SendStep => step.do === "send");
const bodyOf = (step: SendStep): Json => ("json" in step.body ? step.body.json : null);

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
    expect(sends.flatMap((step) => entriesOf(bodyOf(step))).length).toBeLessThanOrEqual(fault.entries);
    expect(counterexample!.reproduced).toEqual({ failed: 2, runs: 2 });
    expect(await replay(fault.rule, counterexample!, providerWith(fault.change))).toBe(true);
    expect(await replay(fault.rule, counterexample!, providerWith())).toBe(false);
  });
});

test("a value that is refused is found among all that were packed with it", async () => {
  const refusing = providerWith({
    problems: (call) =>
      JSON.stringify(call.body).includes("toString")
        ? [{ place: "/custom_data", keyword: "x", expected: "x", basis: "implied", schemaPlace: "" }]
        : correctBehaviour.problems(call),
  });
  const { result } = await judge(refusing, { rules: /^session-data\/unusual-accepted$/ });
  const sends = sendsOf(result.rules[0]!.counterexample!);
  expect(sends.map((step) => entriesOf(bodyOf(step)).map(([, key]) => key))).toEqual([["toString"]]);
});
