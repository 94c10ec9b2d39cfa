import { describe, expect, test } from "vitest";
import { compareRuns } from "../../../src/impact/behaviour/compare-runs.ts";
import { variants } from "../../../src/lab/variants/registry.ts";
import type { Variant } from "../../../src/lab/variants/variant.ts";
import { correct, observedBy } from "./observed-by.ts";

/** Open points that a standard run records at least, of any provider. */
const POINTS = 25;

/** Variants that need longer than the others, by what they are about: they mostly wait. */
const isSlow = ({ about }: Variant) => about.some((topic) => ["reads", "latency", "rate"].includes(topic));

/** Each is two whole runs: every sixtieth stands for its neighbours, the kill matrix judges them all. */
const some = variants.filter((_, index) => index % 60 === 0);

describe("every open point is the same in two runs on the same provider:", () => {
  test.each([correct, ...some].filter((variant) => !isSlow(variant)))("$name", expectStable);

  test.concurrent.each(variants.filter(isSlow).slice(0, 1))("$name", { timeout: 120_000 }, expectStable);

  async function expectStable(variant: Variant) {
    const [one, other] = await Promise.all([observedBy(variant, 2), observedBy(variant, 7)]);
    const { changed, compared } = compareRuns(one, other);
    expect(changed).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(POINTS);
    expect(Object.keys(one.behaviour).length).toBeGreaterThanOrEqual(POINTS);
  }
});

describe("a change of behaviour that no document shows is seen:", async () => {
  const before = await observedBy(correct, 1);
  const wanted = [
    "accepted-202",
    "contact-values-stringified",
    "unknown-members-refused",
    "history-newest-first",
  ];
  test.each(variants.filter(({ name }) => wanted.includes(name)))("$name", async (variant) => {
    const { changed } = compareRuns(before, await observedBy(variant, 1));
    expect(changed.map(({ id }) => id)).toEqual(expect.arrayContaining([...variant.open]));
    expect(changed.length).toBeGreaterThan(0);
  });
});
