import { Readable } from "node:stream";
import { getCACertificates } from "node:tls";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { Agent, ProxyAgent } from "undici";
import type { ExchangeError } from "./exchange.ts";
import {
  DEFAULT_LIMITS,
  type Transport,
  type TransportLimits,
  type WireAnswer,
  type WireRequest,
} from "./transport.ts";

/** How to reach a provider over HTTP or HTTPS. */
export interface HttpTarget {
  /** Scheme, host and base path. */
  readonly baseUrl: URL;
  /** Sent with every request. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** PEM of an authority to trust besides the usual ones, and of a client certificate with its key. */
  readonly ca?: string;
  readonly cert?: string;
  /** Takes any certificate of the server: whoever stands between sees the key. */
  readonly insecure?: boolean;
  /** URL of a proxy; never used for loopback. */
  readonly proxy?: string;
}

const DECODERS: Readonly<
  Record<string, (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** Sends over real sockets, each request on a connection of its own at a time; redirects are not followed. */
export function httpTransport(target: HttpTarget, limits: TransportLimits = DEFAULT_LIMITS): Transport {
  const connect = {
    timeout: limits.requestTimeoutMs,
    ...(target.ca === undefined ? {} : { ca: [...getCACertificates("default"), target.ca] }),
    ...(target.cert === undefined ? {} : { cert: target.cert, key: target.cert }),
    ...(target.insecure ? { rejectUnauthorized: false } : {}),
  };
  const shared = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, connect };
  const dispatcher =
    target.proxy === undefined || isLoopback(target.baseUrl.hostname)
      ? new Agent(shared)
      : new ProxyAgent({ ...shared, uri: target.proxy, requestTls: connect });
  const basePath = target.baseUrl.pathname.replace(/\/$/, "");
  const extra = target.headers ?? [];

  async function send(request: WireRequest): Promise<WireAnswer> {
    const startedMs = performance.now();
    const headers = [...extra, ...request.headers].flat();
    try {
      const answer = await dispatcher.request({
        origin: target.baseUrl.origin,
        path: basePath + request.path,
        method: request.method as "POST",
        headers:
          request.body === undefined
            ? headers
            : [...headers, "content-length", String(request.body.byteLength)],
        body:
          request.body === undefined
            ? null
            : request.release === undefined
              ? request.body
              : Readable.from(heldBack(request.body, request.release)),
        signal: AbortSignal.timeout(limits.requestTimeoutMs),
        responseHeaders: "raw",
      });
      const raw = await readBounded(answer.body, limits.maxResponseBytes);
      const pairs = headerPairs(answer.headers as unknown as readonly string[]);
      const body = await decode(raw, pairs, limits.maxResponseBytes);
      return {
        response: { status: answer.statusCode, headers: pairs, body },
        startedMs,
        endedMs: performance.now(),
      };
    } catch (error) {
      return { error: explain(error), startedMs, endedMs: performance.now() };
    }
  }
  return { send, close: () => dispatcher.destroy() };
}

/** Whether a host name is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(hostname) || hostname.endsWith(".localhost");
}

async function* heldBack(body: Uint8Array, release: Promise<void>): AsyncGenerator<Uint8Array> {
  if (body.byteLength > 1) yield body.subarray(0, -1);
  await release;
  yield body.subarray(-1);
}

class TooLarge extends Error {}

async function readBounded(
  stream: NodeJS.ReadableStream & { destroy(): unknown },
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).byteLength;
    if (size > maxBytes) {
      stream.destroy();
      throw new TooLarge(`the answer is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size);
}

function headerPairs(raw: readonly (string | Uint8Array)[]): [string, string][] {
  const text = raw.map((part) => (typeof part === "string" ? part : Buffer.from(part).toString("latin1")));
  return Array.from({ length: text.length / 2 }, (_, index) => [
    text[2 * index]!.toLowerCase(),
    text[2 * index + 1]!,
  ]);
}

async function decode(
  raw: Buffer,
  headers: readonly (readonly [string, string])[],
  maxOutputLength: number,
): Promise<Buffer> {
  const encoding = headers
    .find(([name]) => name === "content-encoding")?.[1]
    .trim()
    .toLowerCase();
  const decoder = encoding === undefined ? undefined : DECODERS[encoding];
  return decoder === undefined || raw.byteLength === 0 ? raw : decoder(raw, { maxOutputLength });
}

const NEVER_DELIVERED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function explain(error: unknown): ExchangeError {
  const fault = error instanceof Error ? error : new Error(String(error));
  const code = String((fault as NodeJS.ErrnoException).code ?? "");
  const message = fault.message || code || fault.name;
  if (fault.name === "TimeoutError" || fault.name === "AbortError") return { kind: "timeout", message };
  if (fault instanceof TooLarge || code === "ERR_BUFFER_TOO_LARGE") return { kind: "too-large", message };
  if (NEVER_DELIVERED.has(code) || code.startsWith("ERR_TLS") || /CERT/.test(code))
    return { kind: "refused", message };
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET" || code === "EPIPE")
    return { kind: "reset", message };
  return { kind: "protocol", message };
}
