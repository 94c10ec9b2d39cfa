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
  // Node would answer a request without a Host header itself, and nobody would hear of it.
  const options = { maxHeaderSize: 65_536, requireHostHeader: false };
  const server = createServer(options, async (request, response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const read = await readBody(request);
    const flaw = flawOf(request, read);
    if (flaw !== undefined) {
      receiver().malformed(read.body, `${request.method} ${request.url}: ${flaw}`);
      response.writeHead(400, { connection: "close" }).end();
      return;
    }
    const reply = await receiver().receive({
      method: request.method ?? "",
      path: request.url ?? "",
      headers: headerPairs(request.rawHeaders),
      body: read.body,
      ...(read.tooLarge && { tooLarge: true }),
      gone: gone.signal,
    });
    if ("cut" in reply) {
      request.socket.resetAndDestroy();
      return;
    }
    const closing: [string, string][] = read.tooLarge ? [["connection", "close"]] : [];
    // Small programs that speak HTTP by hand know no chunks.
    const length: [string, string] = ["content-length", String(reply.body.byteLength)];
    response.writeHead(reply.status, [...reply.headers, length, ...closing].flat());
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

/** Why this is no request of HTTP; `undefined` where it is one. */
function flawOf({ headers, httpVersion }: IncomingMessage, { body, isCut }: Body): string | undefined {
  if (isCut)
    return `the connection ended after ${body.byteLength} of ${headers["content-length"] ?? "more"} bytes of its body`;
  if (httpVersion === "1.1" && headers.host === undefined) return "HTTP/1.1 needs a Host header";
  return undefined;
}

interface Body {
  readonly body: Buffer;
  readonly tooLarge?: true;
  /** The other side went away in the middle. */
  readonly isCut?: true;
}

async function readBody(request: IncomingMessage): Promise<Body> {
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
    return { body: Buffer.concat(chunks), isCut: true };
  }
}
