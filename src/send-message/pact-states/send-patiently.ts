import { setTimeout as pause } from "node:timers/promises";
import { retryAfterMs } from "../../http/exchange.ts";
import type { Transport, WireAnswer, WireRequest } from "../../http/transport.ts";

/** One failure of the server is evidence of nothing; as many in a row are. */
const TRIES = 3;
/** Whoever asks for no wait at all gets this one, in milliseconds. */
const SHORTEST_WAIT_MS = 100;

/**
 * Sends, and where the answer is 429 or 503 with `Retry-After`, waits as it says and sends again, for at most
 * `patienceMs` in all. Another 5xx is tried again, and so is a read whose connection broke.
 */
export async function sendPatiently(
  transport: Transport,
  request: WireRequest,
  patienceMs: number,
): Promise<WireAnswer> {
  const untilMs = performance.now() + patienceMs;
  for (let tries = 1; ; ) {
    const answer = await transport.send(request);
    const { status = 0 } = answer.response ?? {};
    const askedMs = status === 429 || status === 503 ? retryAfterMs(answer.response) : undefined;
    if (askedMs !== undefined) {
      const waitMs = Math.max(askedMs, SHORTEST_WAIT_MS);
      if (performance.now() + waitMs > untilMs) return answer;
      await pause(waitMs);
      continue;
    }
    const broken = answer.error?.kind === "reset" && request.method === "GET";
    if (!(status >= 500 || broken) || tries >= TRIES) return answer;
    tries += 1;
  }
}
