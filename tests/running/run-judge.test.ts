import { describe, expect, test } from "vitest";
import type { Judgement as Said } from "../../src/judging/judgement.ts";
import type { Basis } from "../../src/judging/outcome.ts";
import { verdictOf } from "../../src/judging/outcome.ts";
import { judgeBy } from "../../src/running/run-judge.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import type { Rule } from "../../src/send-message/rules/rule.ts";
import { always, type Scenario } from "../../src/send-message/scenarios/scenario.ts";
import { Recording } from "../helpers/recording.ts";

const RECORDING: Scenario = { id: "recording", title: "is a recording", cases: always(1), steps: () => [] };
const violation = { exchanges: [0], expected: "this", got: "that" };
const AT = { requests: 7, ms: 3 };

/** A rule that says this of one case after the other, and a case of its scenario for each. */
function ruleSaying(basis: Basis, said: readonly Partial<Said>[], needs?: "a ticketing sink"): Rule {
  let index = 0;
  return {
    ...{ id: "area/name", basis, title: "it holds", sends: [RECORDING] },
    ...(needs === undefined ? {} : { needs }),
    judge: () => ({ checked: 0, violations: [], ...said[index++] }),
  };
}

/** What comes of such a rule after as many cases as it says something of. */
function resultOf(
  basis: Basis,
  said: readonly Partial<Said>[],
  { strict = false, missing, needs }: { strict?: boolean; missing?: string; needs?: "a ticketing sink" } = {},
) {
  const judgement = judgeBy([ruleSaying(basis, said, needs)], pageContract, strict, () => missing);
  for (const _ of said) judgement.add(lookAt("recording"), AT);
  return judgement.results()[0]!;
}

/** Of what came of it, the outcome and why. */
function outcomeOf(...it: Parameters<typeof resultOf>) {
  const { outcome, reason } = resultOf(...it);
  return reason === undefined ? { outcome } : { outcome, reason };
}

const judgeOf = (rule: Rule) => judgeBy([rule], pageContract, false, () => undefined);

function lookAt(scenario: string) {
  return new Recording().session("s1").send("s1").case({ scenario });
}

describe("the outcome of a rule is", () => {
  test.each<[outcome: string, basis: Basis, strict: boolean, said: Partial<Said>[]]>([
    ["fail", "stated", false, [{ checked: 1, violations: [violation] }]],
    ["warn", "implied", false, [{ checked: 1, violations: [violation] }]],
    ["fail", "implied", true, [{ checked: 1, violations: [violation] }]],
    ["fail", "stated", false, [{ checked: 1, violations: [violation] }, { checked: 5 }]],
    ["pass", "stated", false, [{ checked: 1 }, { checked: 0, undecided: "no time" }]],
    ["pass", "implied", true, [{ checked: 1 }]],
    ["observed", "open", false, [{ checked: 1, observed: 202 }]],
  ])("%s, where it is %s (strict: %s) and so much was said: %j", (outcome, basis, strict, said) => {
    expect(outcomeOf(basis, said, { strict, missing: "nothing was sent" })).toEqual({ outcome });
  });

  test("inconclusive where nothing decided it, with the first reason there was", () => {
    expect(outcomeOf("stated", [{}])).toEqual({
      outcome: "inconclusive",
      reason: "no answer of this run shows it; mend what else is reported, or use a larger --profile",
    });
    const undecided = [{ undecided: "reads came late" }, { undecided: "another" }];
    expect(outcomeOf("implied", undecided, { strict: true })).toEqual({
      outcome: "inconclusive",
      reason: "reads came late",
    });
  });

  test("skipped where something is missing, or an external system was told nothing", () => {
    expect(outcomeOf("stated", [{}], { missing: "it needs a key" })).toEqual({
      outcome: "skipped",
      reason: "it needs a key",
    });
    expect(outcomeOf("stated", [{}], { needs: "a ticketing sink" })).toEqual({
      outcome: "skipped",
      reason:
        "no later message arrived at the ticketing sink; check that the provider reports messages to it",
    });
    expect(outcomeOf("open", [{}])).toEqual({
      outcome: "skipped",
      reason: "nothing in this run showed it",
    });
    expect(outcomeOf("open", [{ undecided: "no answer" }]).reason).toBe("no answer");
    expect(outcomeOf("open", [{ undecided: "no answer" }], { missing: "it needs a key" }).reason).toBe(
      "it needs a key",
    );
  });
});

describe("of a rule, the judge", () => {
  test("counts what was checked, the cases that held any of it, their requests, and the failures", () => {
    const said = [{ checked: 2 }, { checked: 0 }, { checked: 3, violations: [violation, violation] }];
    expect(resultOf("stated", said)).toMatchObject({ checked: 5, cases: 2, requests: 4, failures: 2 });
  });

  test("keeps the first failure, and says of that one alone that it is the first", () => {
    const rule = ruleSaying("stated", [
      { checked: 1 },
      { checked: 1, violations: [violation] },
      { checked: 1, violations: [{ ...violation, got: "something else" }] },
    ]);
    const judgement = judgeOf(rule);
    const looks = [lookAt("recording"), lookAt("recording"), lookAt("recording")];
    expect(looks.map((look, index) => judgement.add(look, { requests: index, ms: 10 * index }))).toEqual([
      [],
      [rule],
      [],
    ]);
    expect(judgement.results()[0]).toMatchObject({
      counterexample: { case: looks[1], violation, reproduced: { failed: 0, runs: 0 } },
      foundAfter: { requests: 1, ms: 10 },
    });
  });

  test("observes an open point in its own scenarios only; a duty is judged wherever it is met", () => {
    const open = judgeOf(ruleSaying("open", [{ checked: 1, observed: "other" }]));
    expect(open.add(lookAt("another"), AT)).toEqual([]);
    expect(open.results()[0]).not.toHaveProperty("observed");
    const duty = judgeOf(ruleSaying("stated", [{ checked: 1, violations: [violation] }]));
    expect(duty.add(lookAt("another"), AT)).toHaveLength(1);
  });

  test("observes one value as it is, and several as one list without doubles, in order", () => {
    const observed = (...values: Said["observed"][]) =>
      resultOf(
        "open",
        values.map((value) => (value === undefined ? {} : { checked: 1, observed: value })),
      ).observed;
    expect(observed(undefined)).toBeUndefined();
    expect(observed(202, 202)).toBe(202);
    expect(observed(["b", "a"])).toEqual(["b", "a"]);
    expect(observed("b", ["c", "a"], "a")).toEqual(["a", "b", "c"]);
  });
});

describe("the results of a run", () => {
  const rules = [
    ruleSaying("stated", [{ checked: 1, violations: [violation] }]),
    ruleSaying("open", [{ checked: 1, observed: "so" }]),
    ruleSaying("implied", [{}]),
  ];
  const judgement = judgeBy(rules, pageContract, false, (rule) =>
    rule === rules[2] ? undefined : "missing",
  );
  const it = lookAt("recording");
  const broken = judgement.add(it, AT);

  test("hold what came of every rule, each failure as it was found, and how soon", () => {
    expect(broken).toEqual([rules[0]]);
    expect(judgement.results()).toEqual([
      {
        ...{
          rule: rules[0],
          basis: "stated",
          outcome: "fail",
          checked: 1,
          cases: 1,
          requests: 2,
          ms: 15,
          failures: 1,
        },
        counterexample: { case: it, violation, reproduced: { failed: 0, runs: 0 } },
        foundAfter: AT,
      },
      {
        ...{ rule: rules[1], basis: "open", outcome: "observed", checked: 1, cases: 1, requests: 2 },
        ...{ ms: 15, failures: 0, observed: "so" },
      },
      {
        ...{ rule: rules[2], basis: "implied", outcome: "inconclusive", checked: 0, cases: 0, requests: 0 },
        ...{
          ms: 0,
          failures: 0,
          reason: "no answer of this run shows it; mend what else is reported, or use a larger --profile",
        },
      },
    ]);
  });

  test("give what cut the run short as the reason of what is inconclusive, and of nothing else", () => {
    expect(judgement.results("the limit of 5 requests was reached").map(({ reason }) => reason)).toEqual([
      undefined,
      undefined,
      "the limit of 5 requests was reached",
    ]);
  });
});

describe("the verdict of a run", () => {
  test.each([
    ["not-conformant", ["pass", "inconclusive", "fail"]],
    ["inconclusive", ["pass", "inconclusive", "warn"]],
    ["conformant", ["pass", "observed", "skipped"]],
    ["conformant", ["warn"]],
    ["inconclusive", ["observed", "skipped"]],
    ["inconclusive", []],
  ] as const)("is %s where the outcomes are %j", (verdict, outcomes) => {
    expect(verdictOf(outcomes)).toBe(verdict);
  });
});
