import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Handler, Variant } from "./variant.ts";

/** How the same answers may look on the wire. */
export const wireFormVariants: readonly Variant[] = [
  {
    name: "closing",
    description: "closes the connection after every answer",
    about: ["connections"],
    open: [],
    carry: changed((response) => withHeaders(response, { connection: "close" })),
  },
  typed("typed-with-charset", "application/json; charset=utf-8"),
  typed("typed-in-capitals", "Application/JSON;charset=UTF-8"),
  written("pretty", "indents JSON", (json) => `\n${JSON.stringify(JSON.parse(json), null, 2)}\n`),
  written("ascii", "escapes everything outside ASCII in JSON", (json) =>
    json.replace(
      /[\u{80}-\u{ffff}]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  ),
  {
    name: "with-cookies",
    description: "sets cookies and other headers with every answer",
    about: ["headers"],
    open: [],
    carry: changed((response) =>
      withHeaders(response, { "set-cookie": "lb=1; Path=/", "x-request-id": crypto.randomUUID() }),
    ),
  },
  compressed("gzip", gzipSync),
  compressed("deflate", deflateSync),
  compressed("br", brotliCompressSync),
  {
    name: "chunked",
    description: "answers in chunks of seven bytes",
    about: ["framing"],
    open: [],
    carry: changed(async (response) => withHeaders(response, {}, inChunks(await response.bytes(), 7))),
  },
  {
    name: "base-path",
    description: "serves the operations under /api/v2",
    about: ["base path"],
    open: [],
    basePath: "/api/v2",
    carry: (handler) => async (request) => {
      const url = new URL(request.url);
      if (!url.pathname.startsWith("/api/v2/")) return new Response("Not found", { status: 404 });
      url.pathname = url.pathname.slice("/api/v2".length);
      return handler(new Request(url, request));
    },
  },
];

/** Changes answers behind the provider; what has no body stays as it is. */
function changed(change: (response: Response) => Response | Promise<Response>) {
  return (handler: Handler): Handler =>
    async (request) => {
      const response = await handler(request);
      return response.body === null ? response : change(response);
    };
}

function withHeaders(
  response: Response,
  added: Readonly<Record<string, string>>,
  body: ConstructorParameters<typeof Response>[0] = response.body,
) {
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  return new Response(body, { status: response.status, headers });
}

function compressed(encoding: string, compress: (text: string) => Uint8Array<ArrayBuffer>): Variant {
  return {
    name: `encoded-as-${encoding}`,
    description: `answers in the content encoding ${encoding}`,
    about: ["content encoding"],
    open: [],
    carry: changed(async (response) =>
      withHeaders(response, { "content-encoding": encoding }, compress(await response.text())),
    ),
  };
}

function typed(name: string, type: string): Variant {
  return {
    name,
    description: `calls JSON ${type}`,
    about: ["content type"],
    open: [],
    carry: changed((response) =>
      response.headers.get("content-type") === "application/json"
        ? withHeaders(response, { "content-type": type })
        : response,
    ),
  };
}

function written(name: string, description: string, write: (json: string) => string): Variant {
  return {
    name: `written-${name}`,
    description,
    about: ["spelling of JSON"],
    open: [],
    carry: changed(async (response) => {
      const isJson = /json/i.test(response.headers.get("content-type") ?? "");
      if (!isJson || response.headers.has("content-encoding")) return response;
      return withHeaders(response, {}, write(await response.text()));
    }),
  };
}

function inChunks(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(sent, sent + size));
      sent += size;
    },
  });
}
