import type { Exchange } from "../http/exchange.ts";

/** A stretch of a run, in milliseconds from its start: how much was answered, and how quickly. */
export interface PaceBucket {
  readonly fromMs: number;
  readonly toMs: number;
  readonly requests: number;
  readonly meanMs: number;
  readonly slowestMs: number;
}

/** Stretches that are told apart, and how long one is at first, in milliseconds. */
const MOST = 60;
const FIRST_WIDTH_MS = 50;

/** Adds up the times of answers over a run in a bounded number of stretches, which grow with the run. */
export class Pace {
  #widthMs = FIRST_WIDTH_MS;
  #buckets: { requests: number; sumMs: number; slowestMs: number }[] = [];

  add(exchanges: readonly Exchange[]): void {
    for (const { startedMs, endedMs } of exchanges) {
      while (startedMs >= this.#widthMs * MOST) this.#widen();
      const bucket = this.#at(Math.max(0, Math.floor(startedMs / this.#widthMs)));
      bucket.requests += 1;
      bucket.sumMs += endedMs - startedMs;
      bucket.slowestMs = Math.max(bucket.slowestMs, endedMs - startedMs);
    }
  }

  buckets(): PaceBucket[] {
    return this.#buckets.map(({ requests, sumMs, slowestMs }, index) => ({
      fromMs: index * this.#widthMs,
      toMs: (index + 1) * this.#widthMs,
      requests,
      meanMs: round(requests === 0 ? 0 : sumMs / requests),
      slowestMs: round(slowestMs),
    }));
  }

  #at(index: number) {
    while (this.#buckets.length <= index) this.#buckets.push({ requests: 0, sumMs: 0, slowestMs: 0 });
    return this.#buckets[index]!;
  }

  #widen(): void {
    const narrow = this.#buckets;
    this.#widthMs *= 2;
    this.#buckets = [];
    for (const [index, { requests, sumMs, slowestMs }] of narrow.entries()) {
      const bucket = this.#at(index >> 1);
      bucket.requests += requests;
      bucket.sumMs += sumMs;
      bucket.slowestMs = Math.max(bucket.slowestMs, slowestMs);
    }
  }
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
