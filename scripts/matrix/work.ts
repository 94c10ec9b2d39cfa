import { faults } from "../../src/reference-provider/faults/registry.ts";
import { variants } from "../../src/reference-provider/variants/registry.ts";
import { measureFault, measureVariant } from "./measure.ts";

// One process of the matrix: takes every n-th fault and variant, and writes a line of JSON for each measure.
const [part, parts, seeds] = process.argv.slice(2).map(Number) as [number, number, number];
const mine = <T>(items: readonly T[]) => items.filter((_, index) => index % parts === part);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

for (let seed = 1; seed <= seeds; seed += 1) {
  for (const fault of mine(faults)) say({ fault: fault.name, ...(await measureFault(fault, seed)) });
  for (const variant of mine(variants))
    say({ variant: variant.name, ...(await measureVariant(variant, seed)) });
}
