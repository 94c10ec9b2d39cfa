import { describe, expect, test } from "vitest";
import { findVariant, variantPairs, variants } from "../../src/lab/variants/registry.ts";
import type { Variant } from "../../src/lab/variants/variant.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { UsageError } from "../../src/usage-error.ts";
import { judged } from "../send-message/reference-provider/judged.ts";

const openRules = rules.filter(({ basis }) => basis === "open");
const correct: Variant = { name: "correct", description: "does as the page says", about: [], open: [] };
/** Variants that need longer than the others, by what they are about. */
const isSlow = ({ about }: Variant) => about.some((topic) => ["reads", "latency", "rate"].includes(topic));

describe("the variants", () => {
  test("are forty at least, each under a name of its own", () => {
    expect(variants.length).toBeGreaterThanOrEqual(40);
    const names = variants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("name open rules that exist, and what they are about", () => {
    const ids = openRules.map(({ id }) => id);
    for (const { about, open } of variants) {
      expect(about.length).toBeGreaterThan(0);
      expect(ids).toEqual(expect.arrayContaining([...open]));
    }
  });

  test("go together in pairs where they are about different things", () => {
    expect(variantPairs.length).toBeGreaterThan(1000);
    const both = findVariant("accepted-202+keys-sorted");
    expect(both.about).toEqual(["status of accepted sends", "order of keys"]);
    expect(() => findVariant("accepted-202+created-201")).toThrow(UsageError);
    expect(() => findVariant("accepted-203")).toThrow(UsageError);
  });
});

/** Each is a whole run: every twelfth stands for its neighbours, the kill matrix judges them all at the standard profile. */
const some = variants.filter((_, index) => index % 12 === 0);

describe("no variant is accused of anything:", () => {
  test.each([correct, ...some].filter((variant) => !isSlow(variant)))("$name", async (variant) => {
    await expectNoAlarm(variant);
  });

  test.concurrent.each(some.filter(isSlow))("$name", { timeout: 120_000 }, async (variant) => {
    await expectNoAlarm(variant);
  });

  test.each([
    "accepted-202+history-newest-first",
    "invalid-422+errors-with-lists",
    "encoded-as-gzip+written-ascii",
    "repeats-suppressed+history-with-echoes-of-an-ai",
    "repeats-refused",
    "own-keys-that-change+keys-newest-first",
    "base-path+chunked",
    "null-accepted+contact-values-stringified",
    "data-mirrored",
    "gateway-in-front",
    "take-over-closes-for-good",
  ])("%s", async (name) => {
    await expectNoAlarm(findVariant(name));
  });

  async function expectNoAlarm(variant: Variant) {
    const { verdict, rules: results } = await judged(variant, rules, "quick");
    const alarms = results.filter(({ outcome }) => ["fail", "warn", "inconclusive"].includes(outcome));
    expect(alarms.map(({ rule, outcome, reason }) => [rule.id, outcome, reason])).toEqual([]);
    expect(verdict).toBe("conformant");
  }
});
