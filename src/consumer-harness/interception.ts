import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompletedRequest } from "mockttp";
import { API_HOST } from "../send-message/consumer-rules/consumer-case.ts";
import { interceptedEnvironment } from "./child-environment.ts";
import { type Incoming, MAX_BODY_BYTES, type Recorder } from "./recorder.ts";

export interface InterceptionOptions {
  /** Where intercepted requests go. */
  readonly receiver: () => Pick<Recorder, "receive" | "elsewhere">;
  /** Host names that may be reached; `*.example.com` names all below. */
  readonly allowed: readonly string[];
  /** The environment that the program would have. */
  readonly environment: NodeJS.ProcessEnv;
  /** Told when a program does not accept the throw-away authority for a host. */
  readonly onDistrust: (host: string) => void;
}

/** A proxy on the loopback that opens TLS with an authority made for this one time, whose key is never written. */
export async function intercept(options: InterceptionOptions) {
  const { receiver, allowed, environment, onDistrust } = options;
  // Takes longer to load than everything else together.
  const { generateCACertificate, getLocal } = await import("mockttp");
  const authority = await generateCACertificate({
    subject: { commonName: "opencx-conformance, for one run" },
  });
  const server = getLocal({
    https: authority,
    // Only for clients that speak nothing else: an HTTP/2 connection is not cut as one of HTTP/1.1 is.
    http2: "fallback",
    recordTraffic: false,
    maxBodySize: MAX_BODY_BYTES,
  });
  await server.start(0);
  const waiting = new Map<string, AbortController>();
  await server.on("abort", ({ id }) => waiting.get(id)?.abort());
  await server.on("tls-client-error", ({ tlsMetadata }) => onDistrust(tlsMetadata.sniHostname ?? "a host"));
  const isAllowed = ({ url }: { readonly url: string }) => {
    const { hostname } = new URL(url);
    return allowed.some(
      (name) => hostname === name || (name.startsWith("*.") && hostname.endsWith(name.slice(1))),
    );
  };
  const proxyUrl = environment.HTTPS_PROXY || environment.https_proxy;
  const onwards = proxyUrl ? { proxyConfig: { proxyUrl } } : {};

  // The server itself listens on every interface.
  await server
    .forAnyRequest()
    .matching(({ remoteIpAddress }) => !/^(?:::ffff:)?127\.|^::1$/.test(remoteIpAddress ?? ""))
    .thenCloseConnection();
  await server
    .forAnyRequest()
    .matching(({ url }) => new URL(url).hostname === API_HOST)
    .thenCallback(async (request) => {
      const gone = new AbortController();
      waiting.set(request.id, gone);
      // The body of such a request comes as an empty one.
      const tooLarge = Number(request.headers["content-length"]) > MAX_BODY_BYTES;
      const reply = await receiver().receive({ ...incoming(request), tooLarge, gone: gone.signal });
      waiting.delete(request.id);
      if ("cut" in reply) return "reset";
      const { status, headers, body } = reply;
      return {
        statusCode: status,
        headers: Object.fromEntries([...headers, ["content-length", String(body.byteLength)]]),
        rawBody: Buffer.from(body),
      };
    });
  await server
    .forAnyRequest()
    .matching(isAllowed)
    .thenPassThrough({
      ...onwards,
      beforeRequest: (request) => receiver().elsewhere(incoming(request), true),
    });
  await server.forAnyWebSocket().matching(isAllowed).thenPassThrough(onwards);
  await server.forAnyWebSocket().thenRejectConnection(403);
  await server.on("websocket-request", (request) => {
    receiver().elsewhere({ ...incoming(request), body: Buffer.alloc(0) }, isAllowed(request));
  });
  await server.forUnmatchedRequest().thenCallback((request) => {
    receiver().elsewhere(incoming(request), false);
    const { hostname } = new URL(request.url);
    const body = `opencx-conformance does not let this program reach ${hostname}. To allow it: --allow-host ${hostname}\n`;
    return { statusCode: 403, headers: { "content-type": "text/plain" }, body };
  });
  const folder = await mkdtemp(join(tmpdir(), "opencx-conformance-"));
  const proxyPort = new URL(server.url).port;
  return {
    /** For files of this time only. */
    folder,
    /** What a program's environment must say. */
    environment: await interceptedEnvironment(environment, { proxyPort, ca: authority.cert, folder }),
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function incoming({ method, url, rawHeaders, body }: CompletedRequest): Omit<Incoming, "gone"> {
  const [, origin = "", path = "/"] = /^(\w+:\/\/[^/?]+)(.*)$/s.exec(url) ?? [];
  return {
    origin,
    method,
    path: path === "" ? "/" : path,
    headers: rawHeaders.filter(([name]) => !name.startsWith(":")),
    body: body.buffer,
  };
}
