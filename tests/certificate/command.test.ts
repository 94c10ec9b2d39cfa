import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { audit } from "../../src/certificate/audit.ts";
import { seal } from "../../src/certificate/envelope.ts";
import { statementOf } from "../../src/certificate/statement.ts";
import type { Exchange } from "../../src/http/exchange.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { runCli } from "../cli/run-cli.ts";
import { providerWith } from "../helpers/providers.ts";
import { Recording } from "../helpers/recording.ts";
import { folder, ISSUE, keys, linesOf, record, VERSION } from "./recorded.ts";

const TOKEN = "a-key-that-nobody-may-see";

/** A provider that replaces custom data where it should merge it. */
async function replacing(): Promise<readonly string[]> {
  const server = await listen(
    createReferenceProvider({
      tokens: [{ token: TOKEN }],
      behaviour: {
        ...correctBehaviour,
        merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)),
      },
    }),
  );
  onTestFinished(server.close);
  return ["--url", server.url, "--token", TOKEN];
}

async function keygen(at: string) {
  await runCli("certificate", "keygen", "--out", at);
  const [key, publicKey] = ["key", "pub"].map((end) => join(at, `opencx-conformance.${end}`)) as [
    string,
    string,
  ];
  return { key, publicKey };
}

const quick = ["--profile", "quick", "--settle", "300ms"];

test("names what was left out, and certifies the rest", async () => {
  const at = folder();
  const { key, publicKey } = await keygen(at);
  const certificate = join(at, "acme.json");
  const without = ["--without", "history,contacts"];
  const signed = await runCli(...quick, ...without, "--certificate", certificate, "--key", key);
  expect(signed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^the embedded provider is conformant, leaving out history and contacts$/m),
  });
  const verified = await runCli("certificate", "verify", certificate, "--public-key", publicKey);
  expect(verified).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^valid: the embedded provider is conformant, leaving out history and contacts$[\s\S]*^ {2}left out: history, contacts \(/m,
    ),
  });
});

test("certifies the embedded provider, and verifies it", async () => {
  const at = folder();
  const { key, publicKey } = await keygen(at);
  const certificate = join(at, "acme.json");
  const signed = await runCli(...quick, ...["--certificate", certificate, "--key", key]);
  expect(signed).toMatchObject({ code: 0, stdout: expect.stringContaining(`written: ${certificate}\n`) });
  const badge = join(at, "badge.svg");
  const verify = ["certificate", "verify", certificate, "--public-key", publicKey];
  const verified = await runCli(...verify, "--badge", badge);
  expect(verified).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^valid: the embedded provider is conformant$/m),
  });
  expect(verified.stdout).toMatch(/skipped: .*concurrency\/session-keys-kept/);
  expect(verified.stdout).toMatch(
    /^ {2}kind: provider\n {2}subject: the embedded provider at http.*\n {2}profile: quick\n {2}cases: (\d+) of \1 planned ones were carried out\n {2}rules: \d+ pass, .* \d+ skipped or not applicable$/m,
  );
  expect(await runCli(...verify, "--subject", "the embedded provider", "--profile", "quick")).toMatchObject({
    code: 0,
  });
  expect(await runCli(...verify, "--subject", "Acme")).toMatchObject({
    code: 1,
    stdout: 'refused: its subject is "the embedded provider", not "Acme"\n',
  });
  expect(await runCli(...verify, "--profile", "standard")).toMatchObject({ code: 1 });
  expect(readFileSync(badge, "utf8")).toMatch(/conformant · suite .* · until .* · \d+ skipped/);

  const evidence = join(at, "acme.evidence.ndjson");
  const elsewhere = join(at, "elsewhere.ndjson");
  renameSync(evidence, elsewhere);
  expect(await runCli(...verify)).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(
      /could not tell: .*\n {2}give the file acme.evidence.ndjson with --evidence/,
    ),
  });
  expect(await runCli(...verify, "--evidence", elsewhere)).toMatchObject({ code: 0 });

  writeFileSync(evidence, linesOf(elsewhere).slice(0, -1).join("\n"));
  expect(await runCli(...verify, "--badge", badge)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("refused: "),
  });
  expect(readFileSync(badge, "utf8")).toContain("certificate refused");
});

test("certifies what is not conformant as just that, and no key is in it", async () => {
  const at = folder();
  const { key, publicKey } = await keygen(at);
  const certificate = join(at, "acme.json");
  const signed = await runCli(...quick, ...(await replacing()), "--certificate", certificate, "--key", key);
  expect(signed.code).toBe(1);
  const verified = await runCli("certificate", "verify", certificate, "--public-key", publicKey);
  expect(verified).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^valid: .* is not conformant$/m),
  });
  expect(readFileSync(join(at, "acme.evidence.ndjson"), "utf8")).not.toContain(TOKEN);
});

describe("judges evidence again, and sends nothing:", () => {
  test("the outcome is the same", async () => {
    const log = join(folder(), "log.ndjson");
    const lived = await runCli(...quick, ...(await replacing()), "--evidence-log", log);
    const again = await runCli("--evidence", log);
    // What was made smaller is listed earlier.
    const failures = (text: string) => text.match(/^(fail|warn) .*$/gm)?.toSorted() ?? [];
    expect(failures(lived.stdout).length).toBeGreaterThan(0);
    // What further tries did not show again, they alone can tell.
    const undecided = lived.stdout.match(/^inconclusive .*: it was broken once/gm)?.join() ?? "";
    const isDecided = (line: string) => !undecided.includes(line.split(" ")[1]!.slice(0, -1));
    expect(failures(again.stdout).filter(isDecided)).toEqual(failures(lived.stdout));
    expect(again.code).toBe(1);
  });

  test("what is missing is told", async () => {
    const log = join(folder(), "log.ndjson");
    await runCli(...quick, "--evidence-log", log);
    writeFileSync(log, linesOf(log).slice(0, -3).join("\n"));
    expect(await runCli("--evidence", log)).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/was planned and is not there/),
    });
    writeFileSync(log, linesOf(log).slice(0, 4).join("\n"));
    const { stdout } = await runCli("--evidence", log);
    expect(stdout).toMatch(
      /^inconclusive \d+ rules: \S+ was planned .*, nor are \d+ other cases: the run ended early/m,
    );
    expect(stdout).not.toContain("no answer of this run shows it");
  });
});

function har(exchanges: readonly Exchange[]): string {
  const list = (pairs: Exchange["request"]["headers"]) => pairs.map(([name, value]) => ({ name, value }));
  const entries = exchanges.map(({ request, response, startedMs, endedMs }) => ({
    startedDateTime: new Date(1_700_000_000_000 + startedMs).toISOString(),
    time: endedMs - startedMs,
    request: {
      method: request.method,
      url: `https://acme.example/v1${request.path}`,
      headers: [...list(request.headers), { name: "Authorization", value: `Bearer ${TOKEN}` }],
      ...(request.body === undefined ? {} : { postData: { text: request.body.data } }),
    },
    response: {
      status: response?.status ?? 0,
      headers: list(response?.headers ?? []),
      content: { text: response?.body?.data ?? "" },
    },
  }));
  return JSON.stringify({ log: { version: "1.2", creator: {}, entries } });
}

describe("judges a HAR recording:", () => {
  const judged = async (recording: Recording) => {
    const file = join(folder(), "traffic.har");
    writeFileSync(file, har(recording.case().exchanges));
    return runCli("--har", file);
  };
  const before = new Recording().session("s").send("s", { custom_data: { kept: "a" } });

  test("a key that is gone after a later send is a failure", async () => {
    const { code, stdout } = await judged(
      before
        .send("s", { custom_data: { added: "b" } })
        .read("s", { session: { added: "b" } }, { at: [9000, 9005] }),
    );
    expect(stdout).toMatch(/FAIL session-data\/unsent-keys-stay/);
    expect(stdout).toContain("https://acme.example is not conformant");
    expect(stdout).not.toContain(TOKEN);
    expect(code).toBe(1);
  });

  test("what holds is conformant, and what it does not show is skipped", async () => {
    const { code, stdout } = await judged(
      new Recording()
        .session("s")
        .send("s", { custom_data: { a: "b" } })
        .read("s", { session: { a: "b" } }),
    );
    expect(stdout).not.toMatch(/FAIL|WARN/);
    expect(stdout).toMatch(/\d+ skipped/);
    expect(code).toBe(0);
  });

  test("one without a request to the API decides nothing", async () => {
    expect(await judged(new Recording())).toMatchObject({ code: 3 });
  });
});

describe("mistakes end with 2 before anything is sent:", () => {
  test.each([
    [["--certificate", "c.json"], /--certificate needs --key/],
    [["--key", "k"], /--key needs --certificate/],
    [
      ["--certificate", "c.json", "--key", "nowhere.key"],
      /cannot read the private key from nowhere.key: no such file/,
    ],
    [["--evidence", "nowhere.ndjson"], /cannot read nowhere.ndjson: no such file or directory/],
    [["--evidence", "a", "--har", "b"], /--har does not go with --evidence/],
    [
      ["certificate", "verify", "c.json", "--public-key", "nowhere.pub"],
      /cannot read the public key from nowhere.pub: no such file/,
    ],
  ])("%j", async (args, message) => {
    const { code, stderr } = await runCli(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test.each([
    [["--name", "Acme"], /--name needs --url \(OPENCX_BASE_URL\), --evidence, or --har\n/],
    [["--url", "http://127.0.0.1:9", "--token", "YOUR_API_KEY"], /"YOUR_API_KEY" is a placeholder/],
    [["--evidence", "a.ndjson"], /--certificate does not go with --evidence/],
  ])("no certificate for %j", async (args, message) => {
    const at = folder();
    const { key } = await keygen(at);
    const certificate = join(at, "acme.json");
    const { code, stderr } = await runCli(...args, "--certificate", certificate, "--key", key);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(existsSync(certificate)).toBe(false);
  });

  test("a rule that a certificate must rest on is left out", async () => {
    const at = folder();
    const { key } = await keygen(at);
    const { code, stderr } = await runCli(
      ...quick,
      ...["--exclude", "rejection/*", "--certificate", join(at, "acme.json"), "--key", key],
    );
    expect(stderr).toContain("needs the rule rejection/nested-contact-data");
    expect(code).toBe(2);
    expect(existsSync(join(at, "acme.evidence.ndjson"))).toBe(false);
  });
});

test("signs nothing that was cut short, says so, and could not tell", async () => {
  const at = folder();
  const { key } = await keygen(at);
  const certificate = join(at, "acme.json");
  const cut = await runCli(...quick, "--max-requests", "300", "--certificate", certificate, "--key", key);
  expect(cut.stdout).toContain("no certificate: ");
  expect(cut.code).toBe(3);
  expect(existsSync(certificate)).toBe(false);
});

test("certifies with a key that is a part of what is sent", async () => {
  const at = folder();
  const { key, publicKey } = await keygen(at);
  const server = await listen(createReferenceProvider({ tokens: [{ token: "k1" }] }));
  onTestFinished(server.close);
  const [certificate, url] = [join(at, "acme.json"), ["--url", server.url, "--token", "k1"]];
  const { code } = await runCli(...quick, ...url, "--certificate", certificate, "--key", key);
  expect(code).toBe(0);
  const verified = await runCli("certificate", "verify", certificate, "--public-key", publicKey);
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining("valid") });
});

test("says of a certificate of another version that its plan was not made again", async () => {
  const { file } = await record(providerWith());
  const at = folder();
  const [certificate, publicKey] = [join(at, "acme.json"), join(at, "acme.pub")];
  writeFileSync(publicKey, keys.publicKey.export({ type: "spki", format: "pem" }));
  const issue = { ...ISSUE, expires: "2999-01-01T00:00:00.000Z" };
  writeFileSync(certificate, seal(statementOf(await audit(file, pageContract), issue), keys.privateKey));
  const verify = ["certificate", "verify", certificate, "--evidence", file, "--public-key", publicKey];
  const { code, stdout } = await runCli(...verify);
  expect(stdout).toContain(`version ${VERSION} made it, and this is version`);
  expect(stdout).toContain("its plan was not made again, so missing cases would not show");
  expect(code).toBe(0);
});

test("the lines for CI judge a provider at a URL", () => {
  const yaml = /```yaml\n(.*?)```/s.exec(readFileSync("docs/certificates.md", "utf8"))?.[1] ?? "";
  expect(yaml.replaceAll("\\\n", "")).toMatch(/ provider --url https:\S+ .*--certificate /);
});
