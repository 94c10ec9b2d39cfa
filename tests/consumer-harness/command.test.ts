import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { readKey, writeKeys } from "../../src/certificate/keys.ts";
import { verifyCertificate } from "../../src/certificate/verify-certificate.ts";
import { SUITE_VERSION } from "../../src/cli/command-name.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { runCli } from "../cli/run-cli.ts";
import { command, ended, start } from "../helpers/command.ts";
import { fixture } from "./judging.ts";

const node = process.execPath;
/** A key that signs. */
const KEY = join(tmpdir(), `consumer-${process.pid}`, "opencx-conformance.key");

beforeAll(() => {
  writeKeys(dirname(KEY));
});
afterAll(() => rmSync(dirname(KEY), { recursive: true }));

const consumer = (...values: readonly string[]) => command(["consumer", ...values]);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "consumer-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("a good program ends with 0, a report and a pact", async () => {
  const at = folder();
  const { code, stdout, stderr } = await consumer(
    ...["--name", "careful-bot", "--condition", "created"],
    ...["--report", `json=${at}/report.json`, "--report", `har=${at}/bot.har`],
    ...["--pact", `${at}/pacts/bot.json`],
    ...["--", node, fixture("good/bot.mjs")],
  );
  expect(stdout).toContain("careful-bot is conformant\n");
  expect(stdout).toContain("sent string\n");
  expect(stderr.match(/^-- .*/gm)).toEqual([
    "-- happy: all is well",
    "-- happy, once more: all is well",
    "-- created: a send is answered 201",
  ]);
  expect(code).toBe(0);
  const report = JSON.parse(readFileSync(`${at}/report.json`, "utf8"));
  expect(report).toMatchObject({ verdict: "conformant", subject: { kind: "consumer", name: "careful-bot" } });
  expect(JSON.parse(readFileSync(`${at}/pacts/bot.json`, "utf8")).consumer).toEqual({ name: "careful-bot" });
  const har = JSON.parse(readFileSync(`${at}/bot.har`, "utf8"));
  expect(har.log.entries).toHaveLength(report.stats.requests);
  const again = await consumer("--har", `${at}/bot.har`);
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("bot.har is conformant")]);
});

test("what is written after a program whose last line has no end begins on a line of its own", async () => {
  const program = "process.stdout.write('out'); process.stderr.write('err')";
  const { stdout, stderr } = await consumer("--condition", "happy", "--", node, "-e", program);
  expect(stdout).toMatch(/^out\nout\n\n/);
  expect(stderr.trimEnd().split("\n")).toEqual([
    ...["-- happy: all is well", "err", "-- happy, once more: all is well", "err"],
  ]);
});

test("a bad program ends with 1, the sentence, and the request that breaks it", async () => {
  const { code, stdout } = await consumer(
    ...[
      "--no-intercept",
      "--condition",
      "happy",
      "--",
      node,
      fixture("bad/request.mjs"),
      "nested-session-data",
    ],
  );
  expect(stdout).toContain(`FAIL consumer/no-nested-session-data (stated)
  no value of session data is an object
  the page: "Nested objects are rejected with a 400."
  expected  a string, a number or a boolean as the value of custom_data.order
  got       {"id":1}
  under "happy", in each of 2 runs

  > POST /chat/sessions/known/send {"sender":"contact","message":{"type":"text","text":"hello"},"custom_data":{"order":{"id":1}}}
  < 400 `);
  expect(stdout).toContain("is not conformant");
  expect(code).toBe(1);
});

test("a certificate is signed over the evidence, and verified by judging it again", async () => {
  const at = folder();
  const { key, publicKey } = writeKeys(at);
  const { code, stdout } = await consumer(
    ...["--name", "careful-bot", "--consumer-version", "1.2.3", "--no-intercept", "--profile", "quick"],
    ...["--certificate", `${at}/bot.json`, "--key", key, "--", node, fixture("good/bot.mjs")],
  );
  expect(stdout).toContain(`written: ${at}/bot.json`);
  expect(code).toBe(0);
  const verification = await verifyCertificate(`${at}/bot.json`, {
    publicKey: readKey(publicKey, "public"),
    version: SUITE_VERSION,
    contract: pageContract,
  });
  expect(verification).toMatchObject({ state: "valid", audit: { verdict: "conformant" } });
  const { payload } = JSON.parse(readFileSync(`${at}/bot.json`, "utf8"));
  const { subject, predicate } = JSON.parse(String(Buffer.from(payload, "base64")));
  const sha256 = createHash("sha256")
    .update(readFileSync(fixture("good/bot.mjs")))
    .digest("hex");
  expect(subject[0].digest).toEqual({ sha256 });
  expect(predicate.opencx_conformance).toMatchObject({
    command: [node, fixture("good/bot.mjs")],
    cases: { planned: 6, carriedOut: 6 },
  });
});

test.for(["minimal.mjs", "update.mjs"])("a correct program gets a certificate: %s", async (file) => {
  const at = folder();
  const { code, stdout } = await consumer(
    ...["--no-intercept", "--profile", "quick", "--certificate", `${at}/a.json`],
    ...["--key", writeKeys(at).key, "--", node, fixture(`kinds/${file}`)],
  );
  expect(stdout).toContain(`written: ${at}/a.json`);
  expect(code).toBe(0);
});

test.for([
  ["wrong-path.mjs", "no message was accepted", 3],
  ["undefined-key.mjs", 'the placeholder "undefined"', 1],
] as const)("%s gets no certificate: %s", async ([file, words, exit]) => {
  const at = folder();
  const { code, stdout } = await consumer(
    ...["--no-intercept", "--profile", "quick", "--certificate", `${at}/a.json`],
    ...["--key", writeKeys(at).key, "--", node, fixture(`kinds/${file}`)],
  );
  expect(stdout.split("no certificate: ")[1]).toContain(words);
  expect(existsSync(`${at}/a.json`)).toBe(false);
  expect(code).toBe(exit);
});

test("a program that sends nothing ends with 3", async () => {
  const { code, stdout } = await consumer("--no-intercept", "--condition", "happy", "--", node, "-e", "0");
  expect(stdout).toContain("is inconclusive\n  no send was seen");
  expect(code).toBe(3);
});

test.for([
  [["--", "./no-such-program"], "could not be started"],
  [[], "no program was named"],
  [["--har", "x.har", "--", "node"], '"node" does not go with --har'],
  [["--har", "package-lock.json"], "is not a HAR file: it has no list log.entries"],
  [["--har", "README.md"], "is not a HAR file: it is not JSON"],
  [["--har", "./no-such.har"], "cannot read the recording from ./no-such.har: no such file"],
  [["--allow-host", "https://api.example.com/", "--", "node"], "is not a valid host name"],
  [["--listen", "99999"], "is not a whole number from 0 to 65535"],
  [
    ["--condition", "happy", "--certificate", "a.json", "--key", KEY, "--", "node"],
    "--certificate does not go with --condition",
  ],
  [["--key", "a.key", "--", "node"], "--key needs --certificate"],
] as const)("%j is a mistake of the user", async ([values, words]) => {
  const { code, stderr } = await runCli("consumer", ...values);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain("    at ");
  expect(code).toBe(2);
});

test("--listen waits for a program that is started elsewhere, and judges it when it is interrupted", async () => {
  const child = start(["consumer", "--listen", "0"]);
  const ready = new Promise<RegExpExecArray>((resolve) => {
    child.stderr!.on("data", (chunk) => {
      const found = /waiting at (\S+) for requests with the key (\S+);/.exec(String(chunk));
      if (found !== null) resolve(found);
    });
  });
  const [, url, key] = await ready;
  const end = ended(child);
  const send = (text: string) =>
    fetch(`${url}/chat/sessions/known/send`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ sender: "contact", message: { type: "text", text }, custom_data: { list: [] } }),
    });
  expect((await send("hello")).status).toBe(400);
  child.kill("SIGINT");
  const { code, stdout } = await end;
  expect(stdout).toContain("FAIL consumer/session-data-values");
  expect(stdout).toContain("the consumer is not conformant");
  expect(code).toBe(1);
});

test("--listen 0 takes --for; a port that is taken is a mistake of the user", async () => {
  const { stderr, code } = await consumer("--listen", "0", "--for", "10ms");
  expect(stderr).toMatch(/waiting at .*; for 0.01 s/);
  expect(code).toBe(3);
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const port = String((server.address() as AddressInfo).port);
  expect(await consumer("--listen", port)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`cannot listen on port ${port}: address already in use`),
  });
});

test("an interrupted run says so, ends the program, and judges what was seen", async () => {
  const child = start(["consumer", "--no-intercept", "--", node, fixture("bad/stays.mjs")]);
  const begun = new Promise((resolve) => child.stderr!.once("data", resolve));
  await begun;
  const end = ended(child);
  setTimeout(() => child.kill("SIGINT"), 1000);
  const { code, stdout } = await end;
  expect(stdout).toContain("the run was interrupted");
  expect(code).toBe(3);
});
