import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { conditions, conditionsOf } from "../../src/send-message/consumer-rules/conditions.ts";
import { consumerRules } from "../../src/send-message/consumer-rules/registry.ts";

test("happy comes first, and every profile has the conditions of the smaller ones", () => {
  const [quick, standard, thorough] = (["quick", "standard", "thorough"] as const).map((profile) =>
    conditionsOf(profile).map(({ name }) => name),
  );
  expect(quick?.[0]).toBe("happy");
  expect(standard).toEqual(expect.arrayContaining(quick!));
  expect(thorough).toEqual(conditions.map(({ name }) => name));
});

test("every condition but happy feeds a rule", () => {
  const fed = new Set(consumerRules.flatMap((rule) => rule.conditions ?? []));
  expect(conditions.map(({ name }) => name).filter((name) => !fed.has(name))).toEqual([]);
});

test("every duty is broken by a bad consumer of these tests, which name the rule", () => {
  const named = ["bad-consumers", "interception"].map((name) =>
    readFileSync(new URL(`${name}.test.ts`, import.meta.url), "utf8"),
  );
  const isNamed = (id: string) =>
    named.some((text) => text.includes(`"${id}"`) || text.includes(`"${id.replace("consumer/", "")}"`));
  const duties = consumerRules.filter(({ basis }) => basis !== "open").map(({ id }) => id);
  expect(duties.filter((id) => !isNamed(id))).toEqual([]);
});
