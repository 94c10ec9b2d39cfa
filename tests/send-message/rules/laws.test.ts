import { beforeAll, describe, expect, test } from "vitest";
import type { Case } from "../../../src/evidence/case.ts";
import type { Judgement } from "../../../src/judging/judgement.ts";
import { CaseAnalysis } from "../../../src/send-message/analysis/case-analysis.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { correctBehaviour } from "../../../src/send-message/reference-provider/correct-behaviour.ts";
import { rules } from "../../../src/send-message/rules/registry.ts";
import type { Rule } from "../../../src/send-message/rules/rule.ts";
import { judge } from "../../helpers/judge.ts";
import { lagging, providerWith } from "../../helpers/providers.ts";

/** Providers that do much differently, so that rules have something to say. */
const providers = {
  "a sound provider": providerWith(),
  "a late provider": providerWith(lagging(() => 30)),
  "one that replaces, and accepts nested objects": providerWith({
    merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)),
    problems: async (call) =>
      (await correctBehaviour.problems(call)).filter(({ place }) => !place.includes("custom_data/")),
  }),
  "one that answers something else": providerWith({
    answer: (call, answer) =>
      call.operation === "sendMessage"
        ? { status: answer.status === 200 ? 202 : 500, raw: "<html>" }
        : answer,
  }),
  "one that forgets": providerWith({ read: () => new Map(), history: () => [] }),
};

/** What one rule says of one case, and what it says of a copy of it. */
interface Said {
  readonly it: Case;
  readonly rule: Rule;
  readonly said: Judgement;
  readonly again: Judgement;
}

const said = new Map<string, readonly Said[]>();
beforeAll(async () => {
  for (const [name, provider] of Object.entries(providers)) {
    // The bound leaves little time for counterexamples, which nobody looks at here.
    const { cases } = await judge(provider, { bounds: { settleMs: 100, maxTimeMs: 3_000 } });
    said.set(name, cases.flatMap(everyRuleOn));
  }
});

function everyRuleOn(it: Case): Said[] {
  const look = new CaseAnalysis(frozen(it), pageContract);
  const copy = new CaseAnalysis(JSON.parse(JSON.stringify(it)) as Case, pageContract);
  return rules.map((rule) => ({ it, rule, said: rule.judge(look), again: rule.judge(copy) }));
}

describe.each(Object.keys(providers))("on %s, a rule", (name) => {
  test("reads the recording, and nothing else: it says the same of a copy", () => {
    expect(said.get(name)!.length).toBeGreaterThan(0);
    for (const { rule, said: one, again } of said.get(name)!)
      expect([rule.id, again]).toEqual([rule.id, one]);
  });

  test("that finds something broken has checked it, points at exchanges, and says what came", () => {
    for (const { it, rule, said: one } of said.get(name)!) {
      expect([rule.id, one.checked >= one.violations.length]).toEqual([rule.id, true]);
      for (const { exchanges, expected, got } of one.violations) {
        expect([rule.id, exchanges.length > 0]).toEqual([rule.id, true]);
        for (const index of exchanges) expect([rule.id, it.exchanges[index]]).not.toContain(undefined);
        expect([rule.id, expected, got]).not.toContain("");
      }
    }
  });

  test("about an open point breaks nothing, and any other observes nothing", () => {
    for (const { rule, said: one } of said.get(name)!) {
      if (rule.basis === "open") expect([rule.id, one.violations]).toEqual([rule.id, []]);
      else expect([rule.id, one.observed]).toEqual([rule.id, undefined]);
    }
  });
});

test.each(["a sound provider", "a late provider"])("%s breaks no rule", (name) => {
  const broken = said.get(name)!.filter((each) => each.said.violations.length > 0);
  expect(broken.map(({ it, rule }) => [it.id, rule.id])).toEqual([]);
});

test("a case in which nothing happened says nothing", () => {
  const nothing: Case = {
    ...{ id: "x/0", scenario: "x", tag: "octagz", steps: [], exchanges: [] },
    ...{ received: [], programs: [], patienceMs: 0 },
  };
  for (const rule of rules) {
    const { checked, violations, observed } = rule.judge(new CaseAnalysis(nothing, pageContract));
    expect([rule.id, checked, violations, observed]).toEqual([rule.id, 0, [], undefined]);
  }
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
