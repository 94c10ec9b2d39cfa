import type { Keys } from "./credentials.ts";
import type { Transport } from "./transport.ts";

/** Gives the key of now; asked again whenever the provider no longer accepts the last one. */
export type KeySource = () => string | Promise<string>;

/** New keys in a row that are not accepted either: then a 401 is the provider's answer, and not the key's age. */
const MAX_FUTILE = 3;

/** Keys of which one expires: `valid` is always the last that its source gave; the others of it stay secret. */
export interface RenewableKeys extends Keys {
  /** Asks for another key than the one that was used; whether there is one. Requests at the same time share one answer. */
  renew(used: string): Promise<boolean>;
  /** Notes whether the provider accepts a key that was just renewed. */
  noteAnswer(isAccepted: boolean): void;
}

/** Keys whose valid one comes from a source, which is asked for the first one now. */
export async function renewableKeys(
  source: KeySource,
  others: Omit<Keys, "valid" | "expired">,
): Promise<RenewableKeys> {
  let valid = await source();
  let renewing: Promise<boolean> | undefined;
  let futile = 0;
  const expired: string[] = [];
  const ask = async () => {
    try {
      const next = await source();
      if (next === valid) return false;
      expired.push(valid);
      valid = next;
      return true;
    } catch {
      // Where there is no new key, the 401 stands.
      return false;
    }
  };
  return {
    ...others,
    expired,
    get valid() {
      return valid;
    },
    async renew(used) {
      if (used !== valid) return true;
      if (futile >= MAX_FUTILE) return false;
      renewing ??= ask().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
    noteAnswer(isAccepted) {
      futile = isAccepted ? 0 : futile + 1;
    },
  };
}

/**
 * The same transport. Of keys that can be renewed, a 401 to the valid one is asked again with a new one; the answer to
 * that is all that shows.
 */
export function renewing(transport: Transport, keys: Keys | RenewableKeys): Transport {
  if (!("renew" in keys)) return transport;
  return {
    close: transport.close,
    async send(request) {
      const used = keys.valid;
      const isUsed = ([name, value]: readonly [string, string]) =>
        name === "authorization" && value.toLowerCase().startsWith("bearer ") && value.slice(7) === used;
      const answer = await transport.send(request);
      if (answer.response?.status !== 401 || !request.headers.some(isUsed)) return answer;
      if (!(await keys.renew(used))) return answer;
      const headers = request.headers.map((header) =>
        isUsed(header) ? ([header[0], `${header[1].slice(0, 7)}${keys.valid}`] as const) : header,
      );
      const again = await transport.send({ ...request, headers });
      keys.noteAnswer(again.response?.status !== 401);
      return again;
    },
  };
}
