import { faults } from "../../src/reference-provider/faults/registry.ts";
import { variants } from "../../src/reference-provider/variants/registry.ts";
import { drawFaults, drawVariants } from "./draw.ts";
import { measureFault, measureVariant } from "./measure.ts";
import type { Measured } from "./page.ts";

// One process of the matrix: takes every n-th fault and variant, draws its share of pairs, and writes a line of JSON for each measure.
const [part, parts, seeds] = process.argv.slice(2).map(Number) as [number, number, number];
/** Pairs that are drawn for each seed, over all processes. */
const DRAWN = { faults: 32, variants: 8 };
/** A seed moves random cases alone: what all others say of a variant, one or two seeds say as well as ten. */
const SEEDS_OF_VARIANTS = 2;

const mine = <T>(items: readonly T[]) => items.filter((_, index) => index % parts === part);
const say = (line: Measured) => process.stdout.write(`${JSON.stringify(line)}\n`);

for (let seed = 1; seed <= seeds; seed += 1) {
  for (const fault of mine(faults)) say({ fault: fault.name, ...(await measureFault(fault, seed)) });
  for (const variant of seed <= SEEDS_OF_VARIANTS ? mine(variants) : [])
    say({ variant: variant.name, ...(await measureVariant(variant, seed)) });
  for (const fault of drawFaults(DRAWN.faults / parts))
    say({ drawn: true, fault: fault.name, ...(await measureFault(fault, seed)) });
  for (const variant of drawVariants(DRAWN.variants / parts))
    say({ drawn: true, variant: variant.name, ...(await measureVariant(variant, seed)) });
}
