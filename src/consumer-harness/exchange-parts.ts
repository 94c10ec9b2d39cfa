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

export interface Answer extends Pick<Incoming, "headers" | "body"> {
  readonly status: number;
}

/** What goes back: an answer, or a connection that is cut at once or after nothing came for a while. */
export type Reply = Answer | { readonly cut: "reset" | "timeout"; readonly message: string };

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 100_000_000;

/** An answer of the documented error shape. */
export function errorAnswer(
  status: number,
  error: string,
  message = error,
  headers: Answer["headers"] = [],
): Answer {
  return {
    status,
    headers: [["content-type", "application/json"], ...headers],
    body: Buffer.from(JSON.stringify({ statusCode: status, message, error })),
  };
}
