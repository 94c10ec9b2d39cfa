import { randomInt } from "node:crypto";
import { type Fault, faultOf } from "../../src/reference-provider/faults/fault.ts";
import { faults, pairs } from "../../src/reference-provider/faults/registry.ts";
import { variantPairs } from "../../src/reference-provider/variants/registry.ts";
import { compose, type Variant } from "../../src/reference-provider/variants/variant.ts";

const published = new Set(faults.map(({ name }) => name));
const unpublished = pairs.filter((pair) => !published.has(faultOf(...pair).name));

/**
 * Pairs of effect and trigger that are no published fault, drawn anew each time: first the kind of trigger, so that
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

/** Two legal variants as one, drawn anew each time. */
export function drawVariants(count: number): Variant[] {
  return Array.from({ length: count }, () => compose(...any(variantPairs)));
}

export function drawSeed(): number {
  return randomInt(2 ** 31);
}

function any<T>(items: readonly T[]): T {
  return items[randomInt(items.length)]!;
}
