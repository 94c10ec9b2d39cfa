import { describe, expect, test } from "vitest";
import { DRAW_SEED, drawFaults, drawSeed, drawSome, drawVariants } from "../../scripts/matrix/draw.ts";
import { measureFault, measureVariant } from "../../scripts/matrix/measure.ts";
import { misleads } from "../../scripts/matrix/misleads.ts";
import type { Fault } from "../../src/lab/faults/fault.ts";
import { faults } from "../../src/lab/faults/registry.ts";
import type { Variant } from "../../src/lab/variants/variant.ts";

/**
 * What of the kill matrix fits into a test run; the whole is `npm run matrix`. `MATRIX_SEED=NUMBER` draws another part,
 * and the same again.
 */
const PUBLISHED = 2;
const DRAWN = 2;
const PAIRS_OF_VARIANTS = 1;

const some = drawSome(faults, PUBLISHED);
/** They mostly wait: the whole matrix has them. */
const isSlow = ({ about }: Variant) => about.some((topic) => ["reads", "latency", "rate"].includes(topic));
/** A provider may refuse unusual keys as it likes: then the status of the refusal is no fault. */
const isAFault = ({ effect, trigger }: Fault) =>
  !(effect.includes("-answered-") && trigger.endsWith("-keys"));
const seeded = <T extends { readonly name: string }>(items: readonly T[]) =>
  items.map((item) => ({ item, name: item.name, seed: drawSeed() }));

describe(`over a socket, at the standard profile, drawn with MATRIX_SEED=${DRAW_SEED},`, () => {
  const isCaught = async (fault: Fault, seed: number) => {
    const { caught, tripped, first } = await measureFault(fault, seed);
    expect([fault.rules[0], caught, tripped]).toEqual([fault.rules[0], true, tripped]);
    expect([misleads(fault, first), first]).toEqual([false, first]);
  };

  test.concurrent.each(seeded(some))(
    "the fault $name is caught by the rule that names it, with seed $seed",
    ({ item, seed }) => isCaught(item, seed),
  );

  test.concurrent.each(seeded(drawFaults(DRAWN).filter(isAFault)))(
    "the pair $name, which nobody tuned for, is caught by the rule that names it, with seed $seed",
    ({ item, seed }) => isCaught(item, seed),
  );

  test.concurrent.each(
    seeded(
      drawVariants(100)
        .filter((pair) => !isSlow(pair))
        .slice(0, PAIRS_OF_VARIANTS),
    ),
  )("the pair of variants $name is accused of nothing, with seed $seed", async ({ item, seed }) => {
    expect((await measureVariant(item, seed)).accusations).toEqual([]);
  });
});
