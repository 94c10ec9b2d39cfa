import fc from "fast-check";
import type { Seed } from "../scenario.ts";
import type { Maker } from "./value-kinds.ts";

/** Choices of a case: which member of a class is sent. The seed moves them from run to run. */
export interface Draw {
  readonly pick: <T>(from: readonly T[]) => T;
  /** For the next value of the case: each has a mark and a number of its own. */
  readonly maker: () => Maker;
}

/** Choices made ahead; a case that needs more begins again from the first. */
const CHOICES = 512;

export function drawFor({ seed, number, tag }: Seed): Draw {
  const [choices] = fc.sample(fc.array(fc.nat(), { minLength: CHOICES, maxLength: CHOICES }), {
    seed: Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b),
    numRuns: 1,
  });
  let chosen = 0;
  let made = 0;
  const pick = <T>(from: readonly T[]): T => {
    const choice = choices![chosen % CHOICES]!;
    chosen += 1;
    return from[choice % from.length]!;
  };
  const base = choices![CHOICES - 1]!;
  return {
    pick,
    maker: () => {
      made += 1;
      return { pick, mark: `${tag}.${made}`, unique: 1000 + ((base + made) % 9000) };
    },
  };
}
