import { createServer, type Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type ListenAt, type Listening, listenWith } from "../../listen-with.ts";
import type { ReferenceProvider } from "./create-reference-provider.ts";

/**
 * Serves a provider on a socket, by default on any free port of the loopback; closing it settles once the ticketing system
 * was told everything.
 * @throws Error of Node if the port is taken
 */
export async function listen(provider: ReferenceProvider, at: ListenAt = {}): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: provider.fetch,
    overrideGlobalObjects: false,
    createServer,
  }) as Server;
  const { url, close } = await listenWith(server, at);
  return { url, close: () => close().then(() => provider.idle()) };
}
