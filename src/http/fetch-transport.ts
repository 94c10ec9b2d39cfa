import { DEFAULT_LIMITS, type Transport, type TransportLimits, type WireRequest } from "./transport.ts";

/** Hands every request to a fetch handler in this process: for a provider that is a function, without a socket. */
export function fetchTransport(
  handler: (request: Request) => Response | Promise<Response>,
  limits: TransportLimits = DEFAULT_LIMITS,
): Transport {
  async function send(request: WireRequest) {
    const startedMs = performance.now();
    await request.release;
    try {
      const answer = await Promise.race([
        handler(
          new Request(`http://provider.localhost${request.path}`, {
            method: request.method,
            headers: request.headers.map(([name, value]) => [name, value] as [string, string]),
            ...(request.body === undefined ? {} : { body: request.body as Uint8Array<ArrayBuffer> }),
          }),
        ),
        timeoutAfter(limits.requestTimeoutMs),
      ]);
      const body = new Uint8Array(await answer.arrayBuffer());
      return {
        response: { status: answer.status, headers: [...answer.headers], body },
        startedMs,
        endedMs: performance.now(),
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const kind = error instanceof TimedOut ? ("timeout" as const) : ("protocol" as const);
      return { error: { kind, message }, startedMs, endedMs: performance.now() };
    }
  }
  return { send, close: async () => undefined };
}

class TimedOut extends Error {}

function timeoutAfter(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new TimedOut(`no answer within ${ms} ms`)), ms).unref();
  });
}
