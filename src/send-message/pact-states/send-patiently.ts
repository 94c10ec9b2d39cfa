import { setTimeout as pause } from "node:timers/promises";
import type { Transport, WireAnswer, WireRequest } from "../../http/transport.ts";

/** One failure of the server is evidence of nothing; as many in a row are. */
const TRIES = 3;

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
    const waitMs = retryAfterMs(answer);
    if (waitMs !== undefined) {
      if (performance.now() + waitMs > untilMs) return answer;
      await pause(waitMs);
      continue;
    }
    const failed = (answer.response?.status ?? 0) >= 500;
    const broken = answer.error?.kind === "reset" && request.method === "GET";
    if (!(failed || broken) || tries >= TRIES) return answer;
    tries += 1;
  }
}

function retryAfterMs({ response }: WireAnswer): number | undefined {
  if (response?.status !== 429 && response?.status !== 503) return undefined;
  const value = response.headers.find(([name]) => name.toLowerCase() === "retry-after")?.[1];
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 100);
}
