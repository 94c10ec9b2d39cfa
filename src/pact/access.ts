/** A Pact Broker, and how to show oneself to it. */
export interface Broker {
  /** Scheme, host and base path. */
  readonly url: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

/** How URLs of pacts and a Pact Broker are reached. */
export interface PactAccess {
  /** Its credentials go to its own origin, and to no other. */
  readonly broker?: Broker;
  /** PEM of an authority to trust besides the usual ones. */
  readonly ca?: string;
  /** How long one request may take, all its retries included, in milliseconds. Default: 30000. */
  readonly timeoutMs?: number;
}
