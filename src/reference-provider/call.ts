import type { Json, JsonObject, OperationId } from "../contract/words.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Session, Store } from "./store.ts";

export type Awaitable<T> = T | Promise<T>;

/** One request under way: all that a behaviour, or the trigger of a fault, may look at. */
export interface Call {
  readonly operation: OperationId;
  readonly request: Request;
  /** From 1, over all requests of the provider. */
  readonly number: number;
  readonly store: Store;
  /** What decides every step; a step that needs another one asks here, so that a changed one is used everywhere. */
  readonly behaviour: Behaviour;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly tokens: ReadonlyMap<string, Token>;
  /** The session that the path names, once it was found. */
  session?: Session;
  /** This is the n-th message of its session, if it is accepted; 0 where nothing is sent. */
  nth: number;
  /** Size of the body in bytes. */
  bytes: number;
  /** The body as it was parsed, and again as an object: empty before it was read, or where it is something else. */
  json: Json;
  body: JsonObject;
}

/** An API key. Without `scopes` it may do everything. */
export interface Token {
  readonly token: string;
  readonly scopes?: readonly string[];
}

/** An answer before it is written out; no body where `body` is missing. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** Thrown where a request is refused; becomes an answer of the documented error shape. */
export class Refusal extends Error {
  readonly status: number;
  readonly reasons: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reasons: string | readonly string[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super([reasons].flat().join("; "));
    this.status = status;
    this.reasons = [reasons].flat();
    this.headers = headers;
  }
}
