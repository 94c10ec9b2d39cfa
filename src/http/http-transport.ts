import { Readable } from "node:stream";
import { getCACertificates } from "node:tls";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { Agent, ProxyAgent } from "undici";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { ExchangeError } from "./exchange.ts";
import { isLoopback } from "./loopback.ts";
import {
  DEFAULT_LIMITS,
  type Transport,
  type TransportLimits,
  timed,
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
  const { ca, cert } = target;
  const connect = withoutUndefined({
    timeout: limits.requestTimeoutMs,
    ca: ca === undefined ? undefined : [...getCACertificates("default"), ca],
    cert,
    key: cert,
    rejectUnauthorized: target.insecure ? false : undefined,
  });
  const { maxResponseBytes: maxResponseSize } = limits;
  const shared = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxResponseSize, connect };
  const dispatcher =
    target.proxy === undefined || isLoopback(target.baseUrl.hostname)
      ? new Agent(shared)
      : new ProxyAgent({ ...shared, uri: target.proxy, requestTls: connect });
  const through =
    dispatcher instanceof ProxyAgent ? ` (through the proxy ${new URL(target.proxy!).host})` : "";
  const basePath = target.baseUrl.pathname.replace(/\/$/, "");

  const send = (request: WireRequest) =>
    timed(
      async () => {
        const { body = null, release } = request;
        const length = body === null ? [] : ["content-length", String(body.byteLength)];
        const answer = await dispatcher.request({
          origin: target.baseUrl.origin,
          path: basePath + request.path,
          method: request.method as "POST",
          headers: [...(target.headers ?? []), ...request.headers].flat().concat(length),
          body: body === null || release === undefined ? body : Readable.from(heldBack(body, release)),
          signal: AbortSignal.timeout(limits.requestTimeoutMs),
          responseHeaders: "raw",
        });
        const headers = headerPairs(answer.headers as unknown as readonly string[]);
        const raw = Buffer.from(await answer.body.arrayBuffer());
        return {
          status: answer.statusCode,
          headers,
          body: await decode(raw, headers, limits.maxResponseBytes),
        };
      },
      (error) => {
        const { kind, message } = explain(error, limits.maxResponseBytes);
        return { kind, message: `${message}${through}` };
      },
    );
  return { send, close: () => dispatcher.destroy() };
}

async function* heldBack(body: Uint8Array, release: Promise<void>): AsyncGenerator<Uint8Array> {
  if (body.byteLength > 1) yield body.subarray(0, -1);
  await release;
  yield body.subarray(-1);
}

/** Raw headers, a name and its value in turn, as pairs with names in lower case. */
export function headerPairs(raw: readonly (string | Uint8Array)[]): [string, string][] {
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

function explain(error: NodeJS.ErrnoException, maxBytes: number): ExchangeError {
  const { name, code = "" } = error;
  // Of a certificate that is not trusted, Node says how to run Node.
  const message = error.message.split("; if the root CA is installed locally")[0] || code || name;
  if (name === "TimeoutError" || name === "AbortError") return { kind: "timeout", message };
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE" || code === "ERR_BUFFER_TOO_LARGE")
    return { kind: "too-large", message: `the answer is larger than ${maxBytes} bytes` };
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return { kind: "refused", message: "its certificate is for another host" };
  if (NEVER_DELIVERED.has(code) || code.startsWith("ERR_TLS") || /CERT|UNABLE_TO_VERIFY/.test(code))
    return { kind: "refused", message };
  if (["ECONNRESET", "UND_ERR_SOCKET", "EPIPE"].includes(code)) return { kind: "reset", message };
  return { kind: "protocol", message };
}
