import { createServer } from "node:http";
import { type ListenAt, type Listening, listenWith } from "../listen-with.ts";
import type { Exchange } from "./exchange.ts";
import { recordRequest } from "./record.ts";

/** Stands in for the external ticketing system: accepts any request, and keeps it. */
export interface TicketingSink extends Listening {
  received(): readonly Exchange[];
}

/** What one request may bring, in bytes; the rest is dropped. */
const MAX_BYTES = 1_000_000;
/** How many requests are kept. */
const MAX_KEPT = 10_000;

/** Listens on an address, by default a free port of the loopback. @throws Error of Node if the address is taken */
export async function listenForTickets(
  redact: (text: string) => string,
  at: ListenAt = {},
): Promise<TicketingSink> {
  const received: Exchange[] = [];
  const server = createServer(async (request, response) => {
    const startedMs = performance.now();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size <= MAX_BYTES) chunks.push(chunk);
    }
    const { method = "", url: path = "" } = request;
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
    if (received.length < MAX_KEPT)
      received.push({
        step: -1,
        purpose: "step",
        credential: "none",
        request: recordRequest({ method, path, headers, body: Buffer.concat(chunks) }, redact),
        startedMs,
        endedMs: performance.now(),
      });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  return { ...(await listenWith(server, at)), received: () => received };
}
