import { randomInt } from "node:crypto";
import { type Fault, faultOf } from "../../src/reference-provider/faults/fault.ts";
import { faults, pairs } from "../../src/reference-provider/faults/registry.ts";
import { variantPairs } from "../../src/reference-provider/variants/registry.ts";
import { compose, type Variant } from "../../src/reference-provider/variants/variant.ts";

const published = new Set(faults.map(({ name }) => name));

/**
 * Pairs of effect and trigger that are no published fault, drawn anew each time: first the kind of trigger, so that
 * those which differ in a number only do not crowd out the rest.
 */
export function drawFaults(count: number): Fault[] {
  const families = [...Map.groupBy(pairs, ([, { family }]) => family).values()];
  const found: Fault[] = [];
  while (found.length < count) {
    const fault = faultOf(...any(any(families)));
    if (!published.has(fault.name)) found.push(fault);
  }
  return found;
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
