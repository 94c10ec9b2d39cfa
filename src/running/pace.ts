import type { Exchange } from "../http/exchange.ts";

/** A stretch of a run, in milliseconds from its start: how much was answered, and how quickly. */
export interface PaceBucket {
  readonly fromMs: number;
  readonly toMs: number;
  readonly requests: number;
  readonly meanMs: number;
  readonly slowestMs: number;
  /** How long after a write a read showed it, at the longest; absent where none was late. */
  readonly lagMs?: number;
}

/** Stretches that are told apart, and how long one is at first, in milliseconds. */
const MOST = 60;
const FIRST_WIDTH_MS = 50;

/** Sums of one stretch. */
interface Sums {
  readonly requests: number;
  readonly tookMs: number;
  readonly slowestMs: number;
  readonly lagMs: number;
}

const NONE: Sums = { requests: 0, tookMs: 0, slowestMs: 0, lagMs: 0 };

/** Adds up the times of answers over a run in a bounded number of stretches, which grow with the run. */
export class Pace {
  #widthMs = FIRST_WIDTH_MS;
  #stretches: Sums[] = [];

  add(exchanges: readonly Exchange[]): void {
    for (const { startedMs, endedMs } of exchanges) {
      const tookMs = endedMs - startedMs;
      this.#add(startedMs, { requests: 1, tookMs, slowestMs: tookMs, lagMs: 0 });
    }
  }

  /** A read that was this late, seen at this time. */
  addLag(atMs: number, lagMs: number): void {
    this.#add(atMs, { ...NONE, lagMs });
  }

  buckets(): PaceBucket[] {
    return this.#stretches.map(({ requests, tookMs, slowestMs, lagMs }, index) => ({
      fromMs: index * this.#widthMs,
      toMs: (index + 1) * this.#widthMs,
      requests,
      meanMs: round(requests === 0 ? 0 : tookMs / requests),
      slowestMs: round(slowestMs),
      ...(lagMs === 0 ? {} : { lagMs: round(lagMs) }),
    }));
  }

  #add(atMs: number, sums: Sums): void {
    while (atMs >= this.#widthMs * MOST) {
      const narrow = this.#stretches;
      this.#widthMs *= 2;
      this.#stretches = narrow.flatMap((each, at) => (at % 2 === 0 ? [both(each, narrow[at + 1])] : []));
    }
    const index = Math.max(0, Math.floor(atMs / this.#widthMs));
    while (this.#stretches.length <= index) this.#stretches.push(NONE);
    this.#stretches[index] = both(this.#stretches[index]!, sums);
  }
}

function both(one: Sums, other = NONE): Sums {
  return {
    requests: one.requests + other.requests,
    tookMs: one.tookMs + other.tookMs,
    slowestMs: Math.max(one.slowestMs, other.slowestMs),
    lagMs: Math.max(one.lagMs, other.lagMs),
  };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
