import { expect, test } from "vitest";
import { requiredOfConsumer, requiredOfProvider } from "../../src/certificate/required-rules.ts";
import { unplanned } from "../../src/running/plan.ts";
import { conditionsOf } from "../../src/send-message/consumer-rules/conditions.ts";
import { consumerRules } from "../../src/send-message/consumer-rules/registry.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";

const profiles = ["quick", "standard", "thorough"] as const;

test.each(profiles)("every rule that %s requires is one that any provider can be judged by", (profile) => {
  const options = { profile, seed: 1, nonce: "n", rules, has: ["Create Session"] } as const;
  const missing = unplanned(pageContract, options);
  for (const id of requiredOfProvider(profile)) {
    const rule = rules.find((each) => each.id === id);
    expect(rule === undefined ? id : missing(rule)).toBeUndefined();
  }
});

test.each(profiles)(
  "every rule that %s requires without Create Session can be judged in one session",
  (profile) => {
    const without = ["create-session"] as const;
    const missing = unplanned(pageContract, { profile, seed: 1, nonce: "n", rules, has: [], without });
    const required = rules.filter(({ id }) => requiredOfProvider(profile, without).includes(id));
    expect(required.length).toBeGreaterThan(10);
    for (const rule of required) expect(missing(rule), rule.id).toBeUndefined();
  },
);

test.each(profiles)("%s requires every stated rule that needs nothing beside the provider", (profile) => {
  // Requests at the same time are more than a quick run sends.
  const stated = rules.filter(
    ({ id, basis, needs }) =>
      basis === "stated" && needs === undefined && !(profile === "quick" && id.startsWith("concurrency/")),
  );
  expect(requiredOfProvider(profile)).toEqual(expect.arrayContaining(stated.map(({ id }) => id)));
});

test.each(profiles)("every rule that %s requires of a consumer is judged under its conditions", (profile) => {
  const names = conditionsOf(profile).map(({ name }) => name);
  for (const id of requiredOfConsumer(profile)) {
    const rule = consumerRules.find((each) => each.id === id);
    expect(rule, id).toBeDefined();
    const under: readonly string[] = rule?.conditions ?? names;
    expect(
      names.some((name) => under.includes(name)),
      id,
    ).toBe(true);
  }
});
