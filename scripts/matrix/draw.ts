import { type Fault, faultOf } from "../../src/lab/faults/fault.ts";
import { effectTriggerPairs, faults } from "../../src/lab/faults/registry.ts";
import { variantPairs } from "../../src/lab/variants/registry.ts";
import { compose, type Variant } from "../../src/lab/variants/variant.ts";

/** What a draw depends on: the same number draws the same again. */
export const DRAW_SEED = Number(process.env.MATRIX_SEED ?? 1);
let state = DRAW_SEED;

/** A whole number from 0 up to `below` (mulberry32). */
function drawn(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

const published = new Set(faults.map(({ name }) => name));
const unpublished = effectTriggerPairs.filter((pair) => !published.has(faultOf(...pair).name));

/**
 * Pairs of effect and trigger that are no published fault: first the kind of trigger, so that
 * those which differ in a number only do not crowd out the rest.
 */
export function drawFaults(count: number): Fault[] {
  const families = [...Map.groupBy(unpublished, ([, { family }]) => family).values()];
  return Array.from({ length: count }, () => faultOf(...any(any(families))));
}

/** The same for every effect with every kind of trigger that goes with it: one pair of each, in an order that stays. */
export function drawOfEachKind(): Fault[] {
  const kinds = Map.groupBy(unpublished, ([effect, { family }]) => `${effect.name} ${family}`);
  return [...kinds.values()].map((kind) => faultOf(...any(kind)));
}

/** Two legal variants as one. */
export function drawVariants(count: number): Variant[] {
  return Array.from({ length: count }, () => compose(...any(variantPairs)));
}

/** Some of these, in an order that is drawn. */
export function drawSome<T>(items: readonly T[], count: number): T[] {
  return items
    .map((item) => ({ item, order: drawn(2 ** 31) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ item }) => item);
}

export function drawSeed(): number {
  return drawn(2 ** 31);
}

function any<T>(items: readonly T[]): T {
  return items[drawn(items.length)]!;
}
