import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { httpTransport } from "../../src/http/http-transport.ts";
import { isLoopback } from "../../src/http/loopback.ts";
import { DEFAULT_LIMITS, type Transport, type WireRequest } from "../../src/http/transport.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(answer: RequestListener, path = ""): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

function connect(url: string, limits = {}, target = {}): Transport {
  const transport = httpTransport({ baseUrl: new URL(url), ...target }, { ...DEFAULT_LIMITS, ...limits });
  closing.push(() => transport.close());
  return transport;
}

const GET: WireRequest = { method: "GET", path: "/x", headers: [] };
const post = (body: string, more: Partial<WireRequest> = {}): WireRequest => ({
  method: "POST",
  path: "/x",
  headers: [["content-type", "application/json"]],
  body: Buffer.from(body),
  ...more,
});

/** Answers with what was asked. */
async function echo(request: IncomingMessage, response: ServerResponse) {
  const body = await text(request);
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
}

async function echoed(transport: Transport, request: WireRequest) {
  const { response } = await transport.send(request);
  return JSON.parse(Buffer.from(response!.body).toString()) as {
    url: string;
    headers: Record<string, string>;
    body: string;
  };
}

describe("a request over HTTP", () => {
  test("goes behind the base path, with its query as it stands", async () => {
    for (const base of ["/api/v2", "/api/v2/"]) {
      const transport = connect(await serve(echo, base));
      const { url } = await echoed(transport, { ...GET, path: "/chat/%2e%2e/%00?cursor=a%2Bb" });
      expect(url).toBe("/api/v2/chat/%2e%2e/%00?cursor=a%2Bb");
    }
  });

  test("carries the headers of the target and its own", async () => {
    const transport = connect(await serve(echo), {}, { headers: [["x-tenant", "a"]] });
    const { headers } = await echoed(transport, post("{}"));
    expect(headers).toMatchObject({
      "x-tenant": "a",
      "content-type": "application/json",
      "content-length": "2",
    });
  });

  test("is held at its last byte until it is released", async () => {
    let ended = false;
    let arrived = "";
    const transport = connect(
      await serve((request, response) => {
        request.on("data", (chunk) => {
          arrived += chunk;
        });
        request.on("end", () => {
          ended = true;
          response.end("{}");
        });
      }),
    );
    const { promise, resolve } = Promise.withResolvers<void>();
    const answer = transport.send(post('{"a":1}', { release: promise }));
    await expect.poll(() => arrived).toBe('{"a":1');
    expect(ended).toBe(false);
    resolve();
    expect((await answer).response?.status).toBe(200);
    expect(arrived).toBe('{"a":1}');
  });

  test("follows no redirect, so that the key goes nowhere else", async () => {
    let requests = 0;
    const transport = connect(
      await serve((_, response) => {
        requests += 1;
        response.writeHead(307, { location: "/elsewhere" }).end();
      }),
    );
    const { response } = await transport.send(post("{}"));
    expect([response?.status, requests]).toEqual([307, 1]);
  });
});

describe("an answer over HTTP", () => {
  test.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZIP", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ] as const)("is decoded from %s", async (encoding, encode) => {
    const transport = connect(
      await serve((_, response) => {
        response.writeHead(200, { "content-encoding": encoding }).end(encode('{"ok":true}'));
      }),
    );
    const { response } = await transport.send(GET);
    expect(Buffer.from(response!.body).toString()).toBe('{"ok":true}');
  });

  test("keeps every header, in order and lower case", async () => {
    const transport = connect(
      await serve((_, response) => {
        response.writeHead(200, ["X-B", "1", "X-A", "2", "X-B", "3"]).end();
      }),
    );
    const { response } = await transport.send(GET);
    expect(response!.headers.filter(([name]) => name.startsWith("x-"))).toEqual([
      ["x-b", "1"],
      ["x-a", "2"],
      ["x-b", "3"],
    ]);
  });

  test("may be empty, and say that it is compressed", async () => {
    const transport = connect(
      await serve((_, response) => {
        response.writeHead(204, { "content-encoding": "gzip" }).end();
      }),
    );
    expect((await transport.send(GET)).response?.status).toBe(204);
  });
});

describe("no whole answer", () => {
  const kindOf = async (transport: Transport, request = GET) => {
    const { response, error } = await transport.send(request);
    expect(response).toBeUndefined();
    expect(error?.message).not.toBe("");
    return error?.kind;
  };

  test("is refused where nobody listens", async () => {
    const url = await serve(echo);
    for (const close of closing.splice(0)) await close();
    expect(await kindOf(connect(url))).toBe("refused");
  });

  test("is refused where the host has no address", async () => {
    expect(await kindOf(connect("http://nowhere.invalid"))).toBe("refused");
  });

  test("is a reset where the connection is cut", async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await kindOf(connect(url))).toBe("reset");
    expect(await kindOf(connect(url), post("{}"))).toBe("reset");
  });

  test("is a reset where it is cut in the middle of the body", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("{");
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await kindOf(connect(url))).toBe("reset");
  });

  test("is a timeout where it does not come, or not to its end", async () => {
    const never = await serve(() => undefined);
    const half = await serve((_, response) => void response.writeHead(200).write("{"));
    for (const url of [never, half])
      expect(await kindOf(connect(url, { requestTimeoutMs: 150 }))).toBe("timeout");
  });

  test("is too large beyond the bound, also where it is compressed", async () => {
    const large = Buffer.alloc(100_000, "x");
    const plain = await serve((_, response) => void response.end(large));
    const bomb = await serve(
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(large)),
    );
    for (const url of [plain, bomb])
      expect(await kindOf(connect(url, { maxResponseBytes: 50_000 }))).toBe("too-large");
  });

  test("is a fault of the protocol where it is no HTTP, or not what it says to be", async () => {
    const server = createSocketServer((socket: Socket) => void socket.end("SSH-2.0-nobody\r\n")).listen(
      0,
      "127.0.0.1",
    );
    await once(server, "listening");
    closing.push(async () => server.close());
    expect(await kindOf(connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))).toBe(
      "protocol",
    );
    const lying = await serve(
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("plain"),
    );
    expect(await kindOf(connect(lying))).toBe("protocol");
  });
});

test.each([
  ["localhost", true],
  ["api.localhost", true],
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["[::1]", true],
  ["api.open.cx", false],
  ["localhost.example.com", false],
  ["127.0.0.1.example.com", false],
])("whether %s is this machine: %s", (host, here) => {
  expect(isLoopback(host)).toBe(here);
});
