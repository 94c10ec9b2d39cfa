import { Refusal } from "./refusal.ts";

/** So many requests in each window of time. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * Counts requests in fixed windows.
 * @throws Refusal 429 with `Retry-After` (whole seconds) from the returned function, when the window is full
 */
export function rateLimiter({ requests, perMs }: RateLimit): (nowMs: number) => void {
  let endsMs = 0;
  let count = 0;
  return (nowMs) => {
    if (nowMs >= endsMs) [endsMs, count] = [nowMs + perMs, 0];
    count += 1;
    if (count <= requests) return;
    const seconds = Math.ceil((endsMs - nowMs) / 1000);
    throw new Refusal(429, "Too many requests", { "retry-after": String(seconds) });
  };
}
