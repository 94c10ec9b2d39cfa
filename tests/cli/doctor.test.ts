import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCACertificate, getLocal } from "mockttp";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  createReferenceProvider,
  type ReferenceProviderOptions,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { freePort } from "../helpers/free-port.ts";
import { runCli } from "./run-cli.ts";

const TOKENS = [
  { token: "may-do-everything" },
  { token: "may-read-only", scopes: ["chat-sessions:read"] },
  { token: "may-write-only", scopes: ["chat-sessions:write"] },
];

/** A provider on a socket, whose answers may be others than it meant. */
async function serve(
  change: (request: Request, answer: Response) => Response | Promise<Response> = (_request, answer) => answer,
  options: ReferenceProviderOptions = {},
): Promise<string> {
  const provider = createReferenceProvider({ tokens: TOKENS, ...options });
  const server = await listen({
    ...provider,
    fetch: async (request) => change(request, await provider.fetch(request)),
  });
  onTestFinished(server.close);
  return server.url;
}

const doctor = (url: string, ...more: string[]) =>
  runCli(
    ...["doctor", "--url", url, "--settle", "300ms"],
    ...(more.includes("--token") ? [] : ["--token", "may-do-everything"]),
    ...more,
  );

test("finds nothing wrong with a set-up that is whole, and names what is left out of it", async () => {
  const port = await freePort();
  const url = await serve(undefined, { ticketingUrl: `http://127.0.0.1:${port}/tickets` });
  const whole = await doctor(
    url,
    "--read-only-token",
    "may-read-only",
    "--ticketing-sink",
    `127.0.0.1:${port}`,
  );
  expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/ready to be judged\n$/) });
  expect(whole.stdout).not.toMatch(/ (note|bad) /);
  const bare = await doctor(url);
  expect(bare.code).toBe(0);
  expect(bare.stdout).toMatch(
    /note {2}no read-only key\n.*2 rules cannot be judged: .*\n.*--read-only-token\n/,
  );
  expect(bare.stdout).toMatch(/note {2}no ticketing sink\n.*1 rule cannot be judged: ticketing/);
});

const answering = (path: RegExp, status: number) => (request: Request, answer: Response) =>
  path.test(new URL(request.url).pathname) && request.method === "GET"
    ? new Response("no", { status })
    : answer;

test.each<[string, () => Promise<{ url: string; more?: string[] }>, RegExp]>([
  [
    "nothing listens",
    async () => ({ url: "http://127.0.0.1:1" }),
    /cannot connect to the provider: .*ECONNREFUSED.*\n.*no rule can be judged\n.*check the URL/,
  ],
  [
    "the scheme is wrong",
    async () => ({ url: (await serve()).replace("http:", "https:") }),
    /got no answer \(.*: TLS failed\)\n.*\n.*try http:\/\/ instead/,
  ],
  [
    "the base path says too much",
    async () => ({ url: `${await serve()}/chat/sessions` }),
    /Create Session is answered 404.*\n.*\n.*base path of the URL, which ends before \/chat/,
  ],
  ["the base path is wrong", async () => ({ url: `${await serve()}/v7` }), /check the base path of the URL/],
  [
    "the key is not valid",
    async () => ({ url: await serve(), more: ["--token", "nobody-has-it"] }),
    /Create Session is answered 401: .*\n.*\n.*valid key/,
  ],
  [
    "the key may only read",
    async () => ({ url: await serve(), more: ["--token", "may-read-only"] }),
    /Create Session is answered 403: .*\n.*\n.*chat-sessions:write/,
  ],
  [
    "the key may only write",
    async () => ({ url: await serve(), more: ["--token", "may-write-only"] }),
    /Get Session is answered 403\n.*no rule on stored data.*\n.*chat-sessions:read/,
  ],
  [
    "there is no history",
    async () => ({ url: await serve(answering(/history$/, 404)) }),
    /the history is answered 404\n.*rules cannot be judged: .*\n.*--without history/,
  ],
  [
    "contacts do not show",
    async () => ({
      url: await serve(async (request, answer) => {
        if (request.method !== "GET" || !/sessions\/[^/]+$/.test(request.url)) return answer;
        const { contact: _, ...session } = (await answer.json()) as { contact?: unknown };
        return Response.json(session);
      }),
    }),
    /contact data .* does not come back.*\n.*rules cannot be judged: .*\n.*--without contacts/,
  ],
  [
    "the read-only key may write",
    async () => ({ url: await serve(), more: ["--read-only-token", "may-write-only"] }),
    /the read-only key is answered 200, not 403/,
  ],
  [
    "the session does not exist",
    async () => ({ url: await serve(), more: ["--session", "00000000-0000-4000-8000-000000000000"] }),
    /the session 0.* is not known to the provider\n.*\n.*--session/,
  ],
  [
    "nothing is told to the sink",
    async () => ({ url: await serve(), more: ["--ticketing-sink", `127.0.0.1:${await freePort()}`] }),
    /bad {3}nothing arrived at the ticketing sink within 0.3 s/,
  ],
])("where %s, says so, what it costs and what to do", async (_, setUp, says) => {
  const { url, more = [] } = await setUp();
  const { code, stdout } = await doctor(url, ...more);
  expect(stdout).toMatch(says);
  expect(stdout).toMatch(/not ready: 1 thing to change\n$/);
  expect(code).toBe(3);
});

test("leaves out what the user says is not there, and notes a clock that is wrong", async () => {
  const url = await serve((request, answer) => {
    const changed = answering(/history$/, 404)(request, answer);
    return new Response(changed.body, {
      status: changed.status,
      headers: [...changed.headers, ["date", new Date(Date.now() - 3_600_000).toUTCString()]],
    });
  });
  const { code, stdout } = await doctor(url, "--without", "history");
  expect(code).toBe(0);
  expect(stdout).not.toContain("history");
  expect(stdout).toMatch(/note {2}this clock and the provider's differ by 3[56]\d\d s/);
});

describe("a proxy of the environment", () => {
  const through = (proxy: string) => {
    vi.stubEnv("HTTP_PROXY", proxy);
    vi.stubEnv("NO_PROXY", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    return doctor("http://provider.example");
  };

  test.each(["http://127.0.0.1:1", "127.0.0.1:1"])(
    "that is %s and does not answer is named",
    async (proxy) => {
      const { code, stdout } = await through(proxy);
      expect(stdout).toMatch(
        /cannot connect to the provider: .*ECONNREFUSED.* \(through the proxy 127\.0\.0\.1:1\)\n/,
      );
      expect(code).toBe(3);
    },
  );

  test.each(["http://", "socks5://127.0.0.1:1"])("that is %s is a mistake", async (proxy) => {
    expect(await through(proxy)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^HTTP_PROXY is not the URL of an HTTP proxy\n {2}write it like/),
    });
  });
});

test("tells a certificate that nobody vouches for", async () => {
  const front = getLocal({ https: await generateCACertificate() });
  await front.start();
  onTestFinished(() => front.stop());
  const { stdout } = await doctor(`https://localhost:${front.port}`);
  expect(stdout).toMatch(/cannot connect to the provider: [\w -]*certificate[\w ]*\n.*\n.*--ca\n/);
});

/** Of the system: no package brings it. */
const OPENSSL = "openssl";
const openssl = (...args: readonly string[]) => spawnSync(OPENSSL, args, { encoding: "utf8" });

test.skipIf(openssl("version").status !== 0)("tells a certificate for another host", async () => {
  const at = (name: string) => join(folder, name);
  const folder = mkdtempSync(join(tmpdir(), "doctor-tls-"));
  const made = [
    openssl(
      ...`req -x509 -newkey rsa:2048 -nodes -subj /CN=ca -keyout ${at("ca.key")} -out ${at("ca.pem")}`.split(
        " ",
      ),
    ),
    openssl(
      ...`req -newkey rsa:2048 -nodes -subj /CN=other.example -keyout ${at("key")} -out ${at("csr")}`.split(
        " ",
      ),
    ),
    openssl(
      ...`x509 -req -in ${at("csr")} -CA ${at("ca.pem")} -CAkey ${at("ca.key")} -set_serial 1 -out ${at("pem")}`.split(
        " ",
      ),
    ),
  ];
  for (const { status, stderr } of made) expect(status, stderr).toBe(0);
  const server = createServer({ key: readFileSync(at("key")), cert: readFileSync(at("pem")) }).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect((await doctor(url)).stdout).toMatch(
    /cannot connect to the provider: unable to verify the first certificate\n.*\n.*--ca\n/,
  );
  expect((await doctor(url, "--ca", at("ca.pem"))).stdout).toMatch(
    /cannot connect to the provider: its certificate is for another host\n.*\n.*use the host name/,
  );
});

test("needs a provider to look at", async () => {
  expect(await runCli("doctor")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      "`doctor` needs --url\n  give it, or OPENCX_BASE_URL, or url in the configuration file",
    ),
  });
});

test("takes the URL at the top of the configuration file", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "doctor-")), "doctor.json");
  writeFileSync(file, JSON.stringify({ url: "http://127.0.0.1:1" }));
  expect(await runCli("doctor", "--config", file, "--token", "k")).toMatchObject({
    code: 3,
    stdout: expect.stringContaining("cannot connect to the provider"),
  });
});
