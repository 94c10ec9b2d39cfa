import type { Keys } from "./credentials.ts";
import type { Transport } from "./transport.ts";

/** Gives the key of now; asked again whenever the provider no longer accepts the last one. */
export type KeySource = () => string | Promise<string>;

/** New keys in a row that are not accepted either: then a 401 is the provider's answer, and not the key's age. */
const MAX_FUTILE = 3;

/**
 * The same transport with keys of which one expires: `valid` is always the last that its source gave, which is asked for
 * the first one now; the others of it stay secret. A 401 to the valid key is asked again with a new one; the answer to
 * that is all that shows. Requests at the same time share one new key.
 */
export async function withRenewal(
  transport: Transport,
  source: KeySource,
  others: Omit<Keys, "valid" | "expired">,
): Promise<{ readonly transport: Transport; readonly keys: Keys }> {
  const expired: string[] = [];
  const keys = { ...others, expired, valid: await source() };
  let renewal: Promise<void> | undefined;
  let futile = 0;
  const ask = async () => source();
  const renew = async () => {
    // Where there is no new key, the 401 stands.
    const next = await ask().catch(() => keys.valid);
    renewal = undefined;
    if (next === keys.valid) return;
    expired.push(keys.valid);
    keys.valid = next;
  };
  return {
    keys,
    transport: {
      close: transport.close,
      async send(request) {
        const used = keys.valid;
        const isUsed = ([name, value]: readonly [string, string]) =>
          name === "authorization" && value.toLowerCase().startsWith("bearer ") && value.slice(7) === used;
        const answer = await transport.send(request);
        if (answer.response?.status !== 401 || !request.headers.some(isUsed)) return answer;
        if (used === keys.valid && futile < MAX_FUTILE) {
          renewal ??= renew();
          await renewal;
        }
        if (used === keys.valid) return answer;
        const headers = request.headers.map((header) =>
          isUsed(header) ? ([header[0], `${header[1].slice(0, 7)}${keys.valid}`] as const) : header,
        );
        const again = await transport.send({ ...request, headers });
        futile = again.response?.status === 401 ? futile + 1 : 0;
        return again;
      },
    },
  };
}
