import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tagOf } from "../../src/evidence/tag.ts";
import { type PlanOptions, plan, plannedCases, plannedScenarios, unplanned } from "../../src/running/plan.ts";
import { callsOf } from "../../src/running/requests-of.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { scenarios as all } from "../../src/send-message/scenarios/registry.ts";

const ALL: PlanOptions["has"] = ["Create Session", "a read-only key", "a ticketing sink"];
const planned = (options: Partial<PlanOptions> = {}) => [
  ...plan(pageContract, { profile: "standard", seed: 3, nonce: "n0", rules, has: ALL, ...options }),
];
const idsOf = (options: Partial<PlanOptions> = {}) => planned(options).map(({ id }) => id);
const ruleOf = (id: string) => rules.filter((rule) => rule.id === id);

describe("a plan", () => {
  test("begins with all that a quick run has, in the same order, and has each case once", () => {
    const [quick, standard] = [idsOf({ profile: "quick" }), idsOf()];
    expect(quick.length).toBeGreaterThan(20);
    expect(standard.slice(0, quick.length)).toEqual(quick);
    expect(new Set(standard).size).toBe(standard.length);
  });

  test("is as long as it says", () => {
    const casesOf = (profile: PlanOptions["profile"]) =>
      plannedCases({ profile, seed: 3, nonce: "n0", rules, has: ALL });
    for (const profile of ["quick", "standard"] as const)
      expect(casesOf(profile)).toBe(planned({ profile }).length);
    expect(casesOf("thorough")).toBeGreaterThan(casesOf("standard"));
  });

  test("keeps within the requests of its profile, with room for polls", () => {
    const requestsOf = (options: Partial<PlanOptions>) =>
      planned(options).flatMap(({ steps }) => steps.flatMap((step) => callsOf(step))).length;
    for (let seed = 1; seed <= 10; seed += 1) {
      expect(requestsOf({ seed }), `standard, seed ${seed}`).toBeLessThanOrEqual(2_410);
      expect(requestsOf({ seed, profile: "quick" }), `quick, seed ${seed}`).toBeLessThanOrEqual(410);
    }
  });

  test("names each case after its scenario, with a tag that no other has", () => {
    const scripts = planned();
    const scenarios = new Set(all.map(({ id }) => id));
    for (const { id, scenario, tag, steps } of scripts) {
      expect(id).toMatch(new RegExp(`^${scenario}/\\d+$`));
      expect(scenarios).toContain(scenario);
      expect(tag).toMatch(/^ocn0y[0-9a-v]+x[0-9a-v]+z$/);
      expect(JSON.stringify(steps)).toContain(tag);
    }
    expect(new Set(scripts.map(({ tag }) => tag)).size).toBe(scripts.length);
  });

  test("has the scenarios that feed the rules, and no other", () => {
    const [rule] = ruleOf("session-data/unsent-keys-stay");
    const scenarios = new Set(planned({ rules: [rule!] }).map(({ scenario }) => scenario));
    expect([...scenarios].sort()).toEqual([...rule!.sends.map(({ id }) => id)].sort());
    expect(idsOf({ rules: [] })).toEqual([]);
  });

  test("leaves out what cannot be done with what the run has", () => {
    const needs = ({ has }: Pick<PlanOptions, "has">) =>
      new Set(
        plannedScenarios({ profile: "standard", seed: 1, nonce: "n", rules, has }).map(
          (scenario) => scenario.needs,
        ),
      );
    expect(needs({ has: [] })).toEqual(new Set([undefined]));
    expect(needs({ has: ["a read-only key"] })).toEqual(new Set([undefined, "a read-only key"]));
    expect(needs({ has: ALL })).toEqual(new Set([undefined, ...ALL]));
  });

  test("gives no case a tag that is part of another's", () => {
    const part = fc.nat({ max: 100_000 });
    const tag = fc.tuple(fc.stringMatching(/^[0-9a-f]{8}$/), part, part);
    fc.assert(
      fc.property(tag, tag, (one, other) => {
        fc.pre(one.join() !== other.join());
        expect(tagOf(...one)).not.toContain(tagOf(...other));
      }),
    );
  });
});

describe("a rule that a run cannot judge", () => {
  const why = (id: string, options: Partial<PlanOptions> = {}) =>
    unplanned(pageContract, { profile: "standard", seed: 1, nonce: "n", rules, has: ALL, ...options })(
      ruleOf(id)[0]!,
    );

  test("is told why", () => {
    const bare = { has: ["Create Session"] as const };
    expect(why("authentication/scope-required", bare)).toContain("--read-only-token");
    expect(why("ticketing/session-data-not-synced", bare)).toContain("--ticketing-sink");
    expect(why("concurrency/session-keys-kept", { profile: "canary" })).toBe(
      "not part of the profile canary; use a larger --profile",
    );
  });

  test("is told that the document sets no such duty", () => {
    const [rule] = ruleOf("session-data/unsent-keys-stay");
    const free = { ...rule!, setBy: () => false };
    const options = { profile: "standard", seed: 1, nonce: "n", rules: [free], has: ALL } as const;
    expect(unplanned(pageContract, options)(free)).toBe("the document sets no such duty");
    expect(unplanned(pageContract, options)({ ...rule!, setBy: () => true })).toBeUndefined();
  });

  test("is no other", () => {
    for (const { id } of rules) expect([id, why(id)]).toEqual([id, undefined]);
  });
});
