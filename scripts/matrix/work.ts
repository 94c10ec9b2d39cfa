import { faults } from "../../src/lab/faults/registry.ts";
import { variants } from "../../src/lab/variants/registry.ts";
import { drawOfEachKind, drawSeed, drawVariants } from "./draw.ts";
import { measureFault, measureVariant } from "./measure.ts";
import type { Measured } from "./page.ts";

// One process of the matrix: takes every n-th fault, variant and pair, and writes a line of JSON for each measure.
const [part, parts, seeds, isDrawing] = process.argv.slice(2).map(Number) as [number, number, number, number];
/** Pairs of variants that are drawn for each seed, over all processes. */
const DRAWN_VARIANTS = 8;
/** A seed moves random cases alone: what all others say of a variant, one or two seeds say as well as ten. */
const SEEDS_OF_VARIANTS = 2;

const mine = <T>(items: readonly T[]) => items.filter((_, index) => index % parts === part);
const say = (line: Measured) => process.stdout.write(`${JSON.stringify(line)}\n`);

for (let seed = 1; seed <= seeds; seed += 1) {
  for (const fault of mine(faults)) say({ fault: fault.name, ...(await measureFault(fault, seed)) });
  for (const variant of seed <= SEEDS_OF_VARIANTS ? mine(variants) : [])
    say({ variant: variant.name, ...(await measureVariant(variant, seed)) });
  for (const variant of drawVariants(DRAWN_VARIANTS / parts))
    say({ drawn: true, variant: variant.name, ...(await measureVariant(variant, seed)) });
}
for (const fault of isDrawing === 1 ? mine(drawOfEachKind()) : [])
  say({ drawn: true, fault: fault.name, ...(await measureFault(fault, drawSeed())) });
