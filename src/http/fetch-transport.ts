import { setTimeout as pause } from "node:timers/promises";
import { withoutUndefined } from "../json/without-undefined.ts";
import { DEFAULT_LIMITS, type Transport, timed, type WireRequest } from "./transport.ts";

/** Hands every request to a fetch handler in this process: for a provider that is a function, without a socket. */
export function fetchTransport(handler: (request: Request) => Response | Promise<Response>): Transport {
  const { requestTimeoutMs } = DEFAULT_LIMITS;
  const timeout = async () => {
    await pause(requestTimeoutMs, undefined, { ref: false });
    throw new TimedOut(`no answer within ${requestTimeoutMs} ms`);
  };
  const send = ({ method, path, headers, body, release }: WireRequest) =>
    timed(
      async () => {
        await release;
        const init = {
          method,
          headers: headers.map(([name, value]): [string, string] => [name, value]),
          body: body as Uint8Array<ArrayBuffer> | undefined,
        };
        const request = new Request(`http://provider.localhost${path}`, withoutUndefined(init));
        const answer = await Promise.race([handler(request), timeout()]);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return { status: answer.status, headers: [...answer.headers], body: bytes };
      },
      (error) => ({ kind: error instanceof TimedOut ? "timeout" : "protocol", message: error.message }),
    );
  return { send, close: async () => undefined };
}

class TimedOut extends Error {}
