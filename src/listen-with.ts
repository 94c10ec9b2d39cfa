import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

// A judge pauses between requests: a socket that is closed under it would look like a broken provider.
const KEEP_ALIVE_MS = 60_000;

/** Default: any free port of the loopback. */
export interface ListenAt {
  readonly port?: number;
  readonly host?: string;
}

export interface Listening {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Opens a server, by default on any free port of the loopback.
 * @throws Error of Node if the port is taken
 */
export async function listenWith(
  server: Server,
  { port = 0, host = "127.0.0.1" }: ListenAt,
): Promise<Listening> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
