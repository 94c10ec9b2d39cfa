import type { Keys } from "./credentials.ts";
import type { Transport } from "./transport.ts";

/** Gives the key of now; asked again whenever the provider no longer accepts the last one. */
export type KeySource = () => string | Promise<string>;

/** New keys in a row that are not accepted either: then a 401 is the provider's answer, and not the key's age. */
const MAX_FUTILE = 3;

/** Keys of which one expires: `valid` is always the last that its source gave. */
export class RenewableKeys implements Keys {
  readonly readOnly?: string;
  readonly headers?: readonly string[];
  /** Keys of before: they stay secret. */
  readonly expired: string[] = [];
  #valid: string;
  #renewing: Promise<boolean> | undefined;
  #futile = 0;
  readonly #source: KeySource;

  constructor(first: string, source: KeySource, others: Omit<Keys, "valid" | "expired">) {
    this.#valid = first;
    this.#source = source;
    if (others.readOnly !== undefined) this.readOnly = others.readOnly;
    if (others.headers !== undefined) this.headers = others.headers;
  }

  get valid(): string {
    return this.#valid;
  }

  /** Asks for another key than the one that was used; whether there is one. Requests at the same time share one answer. */
  async renew(used: string): Promise<boolean> {
    if (used !== this.#valid) return true;
    if (this.#futile >= MAX_FUTILE) return false;
    this.#renewing ??= this.#ask().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Notes whether the provider accepts a key that was just renewed. */
  noteAnswer(isAccepted: boolean): void {
    this.#futile = isAccepted ? 0 : this.#futile + 1;
  }

  async #ask(): Promise<boolean> {
    try {
      const next = await this.#source();
      if (next === this.#valid) return false;
      this.expired.push(this.#valid);
      this.#valid = next;
      return true;
    } catch {
      // Where there is no new key, the 401 stands.
      return false;
    }
  }
}

/**
 * The same transport. Of keys that can be renewed, a 401 to the valid one is asked again with a new one; the answer to
 * that is all that shows.
 */
export function renewing(transport: Transport, keys: Keys): Transport {
  if (!(keys instanceof RenewableKeys)) return transport;
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
