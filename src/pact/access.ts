/** What shows a Pact Broker who asks. */
export interface BrokerCredentials {
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

/** A Pact Broker, and how to show oneself to it. */
export interface Broker extends BrokerCredentials {
  /** Scheme, host and base path. */
  readonly url: string;
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

/** The Authorization header for a URL; `undefined` where it is not of the broker, or no credentials were given. */
export function authorizationFor(url: URL, { broker }: PactAccess): string | undefined {
  if (broker === undefined || new URL(broker.url).origin !== url.origin) return undefined;
  const { token, username, password = "" } = broker;
  if (token !== undefined) return `Bearer ${token}`;
  if (username === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** The secrets among the credentials, each with the name that stands for it, for a redactor. */
export function brokerSecrets({ broker }: PactAccess): [secret: string, name: string][] {
  const { token, password } = broker ?? {};
  return [
    ...(token ? [[token, "<broker-token>"] as [string, string]] : []),
    ...(password ? [[password, "<broker-password>"] as [string, string]] : []),
  ];
}
