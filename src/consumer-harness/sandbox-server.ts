import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Incoming, MAX_BODY_BYTES, type Reply } from "./exchange-parts.ts";

/** Where requests go. */
export interface Receiver {
  receive(it: Incoming): Promise<Reply>;
  malformed(bytes: Uint8Array, message: string): void;
}

export interface SandboxServer {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A real HTTP server in front of whoever receives just now.
 * @throws Error of Node where the port cannot be had
 */
export async function serveSandbox(
  receiver: () => Receiver,
  { port = 0, host = "127.0.0.1" }: { readonly port?: number; readonly host?: string } = {},
): Promise<SandboxServer> {
  const server = createServer(
    { keepAliveTimeout: 60_000, maxHeaderSize: 65_536 },
    async (request, response) => {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      const read = await readBody(request);
      if (read === undefined) return;
      const reply = await receiver().receive({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: pairs(request.rawHeaders),
        ...read,
        gone: gone.signal,
      });
      if ("cut" in reply) {
        request.socket.resetAndDestroy();
        return;
      }
      const closing: [string, string][] = read.tooLarge ? [["connection", "close"]] : [];
      response.writeHead(reply.status, [...reply.headers, ...closing].flat());
      response.end(reply.body);
    },
  );
  server.on("clientError", (error: Error & { rawPacket?: Buffer; code?: string }, socket: Socket) => {
    // A connection that broke off is not a request.
    if (error.code !== "ECONNRESET" && error.rawPacket !== undefined)
      receiver().malformed(error.rawPacket, error.message);
    socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `undefined` where the other side went away in the middle. */
async function readBody(request: IncomingMessage): Promise<{ body: Buffer; tooLarge?: true } | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).byteLength;
      if (size > MAX_BODY_BYTES) return { body: Buffer.concat(chunks), tooLarge: true };
      chunks.push(chunk as Buffer);
    }
    return { body: Buffer.concat(chunks) };
  } catch {
    return undefined;
  }
}

/** Raw headers of Node as pairs. */
function pairs(raw: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index]!, raw[2 * index + 1]!]);
}
