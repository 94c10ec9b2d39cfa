import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCACertificate, getLocal } from "mockttp";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { command } from "../helpers/command.ts";

const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const JUDGE = [
  "--profile",
  "quick",
  "--rule",
  "session-data/*",
  "--report",
  "json",
  "--evidence-log",
  "log.ndjson",
];
/** Requests for which a key holds. */
const LIFE = 40;

/** A provider whose key expires, which gives the next one away, and says back what it was shown. */
async function expiring(at: string) {
  const provider = createReferenceProvider({ tokens: [{ token: "inside" }] });
  let [number, left, asked] = [1, LIFE, 0];
  const key = () => `expiring-key-number-${number}`;
  const fetch = async (request: Request): Promise<Response> => {
    asked += 1;
    const shown = request.headers.get("authorization") ?? "";
    const headers = new Headers(request.headers);
    if (shown === `Bearer ${key()}`) {
      headers.set("authorization", "Bearer inside");
      left -= 1;
    }
    if (left === 0) {
      [number, left] = [number + 1, LIFE];
      writeFileSync(join(at, "key"), `${key()}\n`);
    }
    const body = request.method === "GET" ? null : await request.arrayBuffer();
    const answer = await provider.fetch(new Request(request.url, { method: request.method, headers, body }));
    return new Response(answer.body, {
      status: answer.status,
      headers: [...answer.headers, ["x-shown", shown]],
    });
  };
  const server = await listen({ ...provider, fetch });
  onTestFinished(server.close);
  writeFileSync(join(at, "key"), `${key()}\n`);
  return { url: server.url, keys: () => number, asked: () => asked };
}

/** What was written in a folder, besides the key, and what was printed. */
function allText(at: string, printed: { stdout: string; stderr: string }): string {
  const files = readdirSync(at).filter((name) => name !== "key");
  return [printed.stdout, printed.stderr, ...files.map((name) => readFileSync(join(at, name), "utf8"))].join(
    "\n",
  );
}

describe("a key that expires", () => {
  test("is asked for again by its command, and is shown nowhere", async () => {
    const at = mkdtempSync(join(folder, "command-"));
    const provider = await expiring(at);
    const run = await command(
      ["--url", provider.url, "--token-command", "cat key; echo secret-error-output >&2", ...JUDGE],
      { cwd: at, env: { OPENCX_API_KEY: "not-used" } },
    );
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining("is conformant") });
    expect(provider.keys()).toBeGreaterThan(2);
    expect(allText(at, run)).not.toMatch(/expiring-key-number|secret-error-output/);
    expect(allText(at, run)).toContain("Bearer <api-key>");
  });

  test("is asked for again by a function of the configuration file", async () => {
    const at = mkdtempSync(join(folder, "function-"));
    const provider = await expiring(at);
    writeFileSync(
      join(at, "opencx-conformance.config.ts"),
      `import { readFileSync } from "node:fs";
export default { url: "${provider.url}", token: async () => readFileSync("key", "utf8").trim() };`,
    );
    const run = await command(JUDGE, { cwd: at });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining("is conformant") });
    expect(provider.keys()).toBeGreaterThan(2);
  });

  test.each([
    ["exit 3", /the token command ended with exit code 3\n {2}run it by hand/],
    ["true", /the key that the token command wrote is empty/],
    ["echo secret-output and more", /wrote holds a character that no header can carry/],
  ])("is a usage error where its command does `%s`, which is not shown", async (line, says) => {
    const at = mkdtempSync(join(folder, "bad-"));
    const provider = await expiring(at);
    const run = await command(["--url", provider.url, "--token-command", line], { cwd: at });
    expect([run.code, run.stderr, provider.asked()]).toEqual([2, expect.stringMatching(says), 0]);
    expect(run.stderr + run.stdout).not.toContain("secret-output");
  });

  test("that is refused again and again is not asked for without end", async () => {
    const at = mkdtempSync(join(folder, "futile-"));
    const provider = await expiring(at);
    const run = await command(
      ["--url", provider.url, "--token-command", "echo wrong-$(wc -l < runs); echo run >> runs", ...JUDGE],
      { cwd: at },
    );
    writeFileSync(join(at, "runs"), "", { flag: "a" });
    expect(run).toMatchObject({ code: 3, stdout: expect.stringContaining("the key is not accepted") });
    expect(readFileSync(join(at, "runs"), "utf8").split("\n").length).toBeLessThan(8);
  });
});

test("a provider with a certificate of its own is judged with --ca, and with --insecure, which says so loudly", async () => {
  const authority = await generateCACertificate();
  const provider = await listen(createReferenceProvider({ tokens: [{ token: "a-key-of-staging" }] }));
  const front = getLocal({ https: authority });
  await front.start();
  onTestFinished(async () => {
    await front.stop();
    await provider.close();
  });
  await front.forAnyRequest().thenForwardTo(provider.url);
  const judge = (...more: string[]) =>
    command(
      [
        "--url",
        `https://localhost:${front.port}`,
        "--rule",
        "response/success",
        "--profile",
        "quick",
        ...more,
      ],
      {
        cwd: folder,
        env: { OPENCX_API_KEY: "a-key-of-staging" },
      },
    );
  writeFileSync(join(folder, "ca.pem"), authority.cert);
  expect(await judge()).toMatchObject({ code: 3 });
  expect(await judge("--ca", "ca.pem")).toMatchObject({ code: 0, stderr: "" });
  expect(await judge("--insecure")).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^WARNING: --insecure takes any certificate of localhost:\d+/),
  });
  expect(await judge("--insecure", "--certificate", "c.json", "--key", "k.pem")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--certificate does not go with --insecure"),
  });
  writeFileSync(join(folder, "no.pem"), "hello");
  expect(await judge("--ca", "no.pem")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no.pem is not a cert"),
  });
  expect(await judge("--cert", "ca.pem")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("not a client certificate with its key"),
  });
});

describe("what is a word of a body, or a part of a value or an id, accuses nobody", () => {
  /** A sound provider whose ids hold the name of the tenant. */
  async function served(token: string) {
    const provider = createReferenceProvider({ tokens: [{ token }] });
    const server = await listen({
      ...provider,
      fetch: (request) => {
        const url = request.url.replace("/sessions/acme-corporation.", "/sessions/");
        return provider.fetch(new Request(url, request)).then(async (answer) => {
          const text = await answer.text();
          const named =
            url.endsWith("/chat/sessions") && answer.ok
              ? text.replace('"id":"', '"id":"acme-corporation.')
              : text;
          return new Response(named, answer);
        });
      },
    });
    onTestFinished(server.close);
    return server.url;
  }

  test.each([
    ["contact"],
    ["message"],
    ["0123456789abcdef"],
    ["opencx-conformance"],
    ["a-key-of-its-own", "x-tenant: 00000000"],
    ["a-key-of-its-own", "x-tenant: acme-corporation"],
    ["a-key-of-its-own", "x-auth-type: application/json"],
  ])("the key %s, the header %s", async (token, ...headers) => {
    const at = mkdtempSync(join(folder, "word-"));
    const url = await served(token);
    const { code, stdout } = await command(
      [
        ...["--url", url, "--token", token, "--profile", "quick", "--evidence-log", "log.ndjson"],
        ...headers.flatMap((header) => ["--header", header]),
      ],
      { cwd: at },
    );
    expect(stdout).not.toMatch(/^(warn|fail|inconclusive) /m);
    expect(stdout).toContain("is conformant");
    expect(code).toBe(0);
    expect(readFileSync(join(at, "log.ndjson"), "utf8")).not.toContain(`Bearer ${token}`);
  });
});
