import type { Answer } from "../send-message/consumer-rules/conditions.ts";

/** A request as it came in, raw; its body has at most `MAX_BODY_BYTES`. */
export interface Incoming extends Pick<Answer, "headers" | "body"> {
  /** Scheme and host that it was meant for; absent where it came to the sandbox directly. */
  readonly origin?: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** The body went on, and was not read. */
  readonly tooLarge?: boolean;
  /** Aborted when the other side does not wait for an answer any more. */
  readonly gone: AbortSignal;
}

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 100_000_000;
