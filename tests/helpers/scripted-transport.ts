import type { ExchangeError, RecordedHeaders } from "../../src/http/exchange.ts";
import type { Transport, WireRequest } from "../../src/http/transport.ts";

/** What comes of a request: an answer, or why there is none. */
export type Scripted =
  | { readonly status: number; readonly headers?: RecordedHeaders; readonly body?: string }
  | ExchangeError;

/** Answers each request as it is told, numbered from 0 in the order in which they were begun. */
export function scriptedTransport(
  answer: (request: WireRequest, n: number) => Scripted | Promise<Scripted>,
): Transport {
  let n = 0;
  return {
    async send(request) {
      const own = n++;
      const startedMs = performance.now();
      await request.release;
      const it = await answer(request, own);
      const at = { startedMs, endedMs: performance.now() };
      if ("kind" in it) return { error: it, ...at };
      const { status, headers = [], body = "{}" } = it;
      return { response: { status, headers, body: Buffer.from(body) }, ...at };
    },
    close: async () => undefined,
  };
}
