import { randomSeedOf, type Seed } from "../scenario.ts";
import type { Maker } from "./value-kinds.ts";

/** Choices of a case: which member of a class is sent. The seed moves them from run to run. */
export interface Draw {
  /**
   * One of a class. `turn` counts the rows that have sent one of it: so that a run sends every member of a class that
   * has rows enough, whatever the seed.
   */
  readonly pick: <T>(from: readonly T[], turn: number) => T;
  /** For the next value of the case, the `turn`-th of its class: each has a mark and a number of its own. */
  readonly maker: (turn: number) => Maker;
}

export function drawFor(from: Seed): Draw {
  const { seed, tag } = from;
  let made = 0;
  // A run of the thorough profile holds the same conversations again and again, with other members each time.
  const base = randomSeedOf(from) >>> 0;
  const pick = <T>(all: readonly T[], turn: number): T => all[(seed + turn) % all.length]!;
  return {
    pick,
    maker: (turn) => {
      made += 1;
      return {
        pick: (all) => pick(all, turn),
        mark: `${tag}.${made}`,
        unique: 1000 + ((base + made) % 9000),
      };
    },
  };
}
