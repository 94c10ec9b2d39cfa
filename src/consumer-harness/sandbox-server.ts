import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { headerPairs } from "../http/http-transport.ts";
import { type ListenAt, type Listening, listenWith } from "../listen-with.ts";
import { MAX_BODY_BYTES, type Recorder } from "./recorder.ts";

/**
 * A real HTTP server in front of whoever receives just now.
 * @throws Error of Node if the port is taken
 */
export async function serveSandbox(
  receiver: () => Pick<Recorder, "receive" | "malformed">,
  at: ListenAt = {},
): Promise<Listening> {
  const server = createServer({ maxHeaderSize: 65_536 }, async (request, response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const read = await readBody(request);
    if (read === undefined) return;
    const reply = await receiver().receive({
      method: request.method ?? "",
      path: request.url ?? "",
      headers: headerPairs(request.rawHeaders),
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
  });
  server.on("clientError", (error: Error & { rawPacket?: Buffer; code?: string }, socket: Socket) => {
    // A connection that broke off is not a request.
    if (error.code !== "ECONNRESET" && error.rawPacket !== undefined)
      receiver().malformed(error.rawPacket, error.message);
    socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  });
  return listenWith(server, at);
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
