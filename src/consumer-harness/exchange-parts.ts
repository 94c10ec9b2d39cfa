/** A request as it came in, raw. */
export interface Incoming {
  /** Scheme and host that it was meant for; absent where it came to the sandbox directly. */
  readonly origin?: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** At most `MAX_BODY_BYTES`. */
  readonly body: Uint8Array;
  /** The body went on, and was not read. */
  readonly tooLarge?: boolean;
  /** Aborted when the other side does not wait for an answer any more. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What goes back: an answer, or a connection that is cut at once or after nothing came for a while. */
export type Reply = Answer | { readonly cut: "reset" | "timeout"; readonly message: string };

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 100_000_000;

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: readonly (readonly [string, string])[] = [],
): Answer {
  return {
    status,
    headers: [["content-type", "application/json"], ...headers],
    body: Buffer.from(JSON.stringify(body)),
  };
}
