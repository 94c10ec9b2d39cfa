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

interface Bucket {
  requests: number;
  sumMs: number;
  slowestMs: number;
  lagMs: number;
}

/** Adds up the times of answers over a run in a bounded number of stretches, which grow with the run. */
export class Pace {
  #widthMs = FIRST_WIDTH_MS;
  #buckets: Bucket[] = [];

  add(exchanges: readonly Exchange[]): void {
    for (const { startedMs, endedMs } of exchanges) {
      const bucket = this.#of(startedMs);
      bucket.requests += 1;
      bucket.sumMs += endedMs - startedMs;
      bucket.slowestMs = Math.max(bucket.slowestMs, endedMs - startedMs);
    }
  }

  /** A read that was late by so much, seen at this time. */
  addLag(atMs: number, lagMs: number): void {
    const bucket = this.#of(atMs);
    bucket.lagMs = Math.max(bucket.lagMs, lagMs);
  }

  buckets(): PaceBucket[] {
    return this.#buckets.map(({ requests, sumMs, slowestMs, lagMs }, index) => ({
      fromMs: index * this.#widthMs,
      toMs: (index + 1) * this.#widthMs,
      requests,
      meanMs: round(requests === 0 ? 0 : sumMs / requests),
      slowestMs: round(slowestMs),
      ...(lagMs === 0 ? {} : { lagMs: round(lagMs) }),
    }));
  }

  #of(atMs: number): Bucket {
    while (atMs >= this.#widthMs * MOST) this.#widen();
    return this.#at(Math.max(0, Math.floor(atMs / this.#widthMs)));
  }

  #at(index: number): Bucket {
    while (this.#buckets.length <= index)
      this.#buckets.push({ requests: 0, sumMs: 0, slowestMs: 0, lagMs: 0 });
    return this.#buckets[index]!;
  }

  #widen(): void {
    const narrow = this.#buckets;
    this.#widthMs *= 2;
    this.#buckets = [];
    for (const [index, { requests, sumMs, slowestMs, lagMs }] of narrow.entries()) {
      const bucket = this.#at(index >> 1);
      bucket.requests += requests;
      bucket.sumMs += sumMs;
      bucket.slowestMs = Math.max(bucket.slowestMs, slowestMs);
      bucket.lagMs = Math.max(bucket.lagMs, lagMs);
    }
  }
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
