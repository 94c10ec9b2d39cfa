import type { ExchangeError } from "./exchange.ts";

/** A request as bytes; the path stands behind the base URL of the transport. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
  /** Where given, the last byte of the body is held back until this resolves. */
  readonly release?: Promise<void>;
}

/** What came back, or why nothing whole did. Times are milliseconds of `performance.now()`. */
export interface WireAnswer {
  readonly response?: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: Uint8Array;
  };
  readonly error?: ExchangeError;
  readonly startedMs: number;
  readonly endedMs: number;
}

/** What came of a request and when; `explain` says why there is no answer. It never throws. */
export async function timed(
  ask: () => Promise<NonNullable<WireAnswer["response"]>>,
  explain: (error: Error) => ExchangeError,
): Promise<WireAnswer> {
  const startedMs = performance.now();
  try {
    return { response: await ask(), startedMs, endedMs: performance.now() };
  } catch (thrown) {
    const error = explain(thrown instanceof Error ? thrown : new Error(String(thrown)));
    return { error, startedMs, endedMs: performance.now() };
  }
}

/** The one way out: everything that the suite sends to a provider passes through `send`, which never throws. */
export interface Transport {
  send(request: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

export interface TransportLimits {
  /** Time for one request, from its start to the last byte of the answer, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Largest answer that is read, in bytes, after decoding. */
  readonly maxResponseBytes: number;
}

export const DEFAULT_LIMITS: TransportLimits = { requestTimeoutMs: 10_000, maxResponseBytes: 4_000_000 };
