import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { conditions, conditionsOf } from "../../src/consumer-harness/conditions.ts";
import { sourceOfRule } from "../../src/reports/source-of-rule.ts";
import { CONDITION_NAMES } from "../../src/send-message/consumer-rules/consumer-case.ts";
import { consumerRules } from "../../src/send-message/consumer-rules/registry.ts";
import { isQuote } from "../../src/send-message/contract/page.ts";

const ids = consumerRules.map(({ id }) => id);

test("ids are pinned, with their basis: a rule keeps its meaning for ever", () => {
  expect(consumerRules.map(({ id, basis }) => `${basis} ${id}`)).toMatchInlineSnapshot(`
    [
      "stated consumer/bearer-token",
      "implied consumer/key-not-in-url",
      "implied consumer/key-not-sent-elsewhere",
      "stated consumer/https-only",
      "stated consumer/method",
      "stated consumer/json-content-type",
      "stated consumer/json-body",
      "stated consumer/sender",
      "stated consumer/message",
      "stated consumer/member-types",
      "implied consumer/inner-member-types",
      "stated consumer/contact-data-object",
      "implied consumer/email",
      "stated consumer/no-nested-session-data",
      "stated consumer/no-nested-contact-data",
      "stated consumer/session-data-values",
      "stated consumer/contact-data-values",
      "implied consumer/attachments",
      "implied consumer/session-id-encoded",
      "stated consumer/session-id-given",
      "implied consumer/created-session-used",
      "implied consumer/rejected-not-repeated",
      "implied consumer/unauthorized-not-hammered",
      "implied consumer/forbidden-not-hammered",
      "implied consumer/rate-limit-waited-for",
      "implied consumer/unavailability-waited-for",
      "implied consumer/server-errors-survived",
      "implied consumer/resets-survived",
      "implied consumer/timeouts-survived",
      "implied consumer/broken-json-survived",
      "implied consumer/errors-noticed",
      "implied consumer/tolerates-unknown-members",
      "implied consumer/tolerates-success-codes",
      "implied consumer/tolerates-key-order",
      "implied consumer/tolerates-slow-answers",
      "implied consumer/tolerates-lagging-reads",
      "implied consumer/ends-well",
      "open consumer/changed-keys-only",
      "open consumer/other-hosts",
      "open consumer/other-operations",
      "open consumer/key-used",
    ]
  `);
});

test("ids are unique, and each rule is in the file that explain and the docs name", () => {
  for (const id of ids) expect(readFileSync(sourceOfRule(id), "utf8")).toContain(`id: "${id}"`);
  expect(new Set(ids).size).toBe(ids.length);
});

test("each rule quotes the page word for word, or names its source", () => {
  for (const { id, quote, source } of consumerRules) {
    expect([id, quote === undefined ? source !== undefined : isQuote(quote)]).toEqual([id, true]);
  }
});

test("only what the page says itself is stated", () => {
  expect(consumerRules.filter(({ basis, quote }) => basis === "stated" && quote === undefined)).toEqual([]);
});

test("every condition is there, happy first, and every profile has those of the smaller ones", () => {
  expect(conditions.map(({ name }) => name).toSorted()).toEqual([...CONDITION_NAMES].toSorted());
  const [quick, standard, thorough] = (["quick", "standard", "thorough"] as const).map((profile) =>
    conditionsOf(profile).map(({ name }) => name),
  );
  expect(quick?.[0]).toBe("happy");
  expect(standard).toEqual(expect.arrayContaining(quick!));
  expect(thorough).toEqual(conditions.map(({ name }) => name));
});

test("every condition but happy feeds a rule", () => {
  const fed = new Set(consumerRules.flatMap((rule) => rule.conditions ?? []));
  expect(CONDITION_NAMES.filter((name) => !fed.has(name))).toEqual([]);
});
