import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { writeKeys } from "../../src/certificate/keys.ts";
import type { Flags } from "../../src/cli/flag.ts";
import { commandFlags } from "../../src/cli/flags.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { runCli } from "./run-cli.ts";

const live = ["--url", "http://127.0.0.1:1", "--token", "k"] as const;
const broker = ["--broker-url", "http://127.0.0.1:1"] as const;

/** Command lines with an option that is not read beside another one. */
const ignored: readonly (readonly [args: readonly string[], one: string, other: string])[] = [
  [["--evidence", "log.ndjson", "--start", "npm start"], "--start", "--evidence"],
  [["--evidence", "log.ndjson", "--profile", "quick"], "--profile", "--evidence"],
  [["--har", "x.har", "--url", "http://127.0.0.1:1"], "--url", "--har"],
  [["--har", "x.har", "--dry-run"], "--dry-run", "--har"],
  [[...live, "--token-command", "x"], "--token", "--token-command"],
  [[...live, "--session", "x", "--workers", "2"], "--workers", "--session"],
  [["--bail", "--max-failures", "2"], "--bail", "--max-failures"],
  [["consumer", "--listen", "0", "--timeout", "1s"], "--timeout", "--listen"],
  [["consumer", "--listen", "0", "--no-intercept"], "--no-intercept", "--listen"],
  [["consumer", "--har", "x.har", "--condition", "slow"], "--condition", "--har"],
  [["consumer", "--har", "x.har", "--listen", "0"], "--listen", "--har"],
  [["consumer", "--condition", "slow", "--profile", "quick", "--", "x"], "--profile", "--condition"],
  [["mock", "--list-faults", "--port", "1"], "--port", "--list-faults"],
  [["mock", "--list-faults", "--list-variants"], "--list-variants", "--list-faults"],
  [["mock", "--fault", "x", "--variant", "y"], "--fault", "--variant"],
  [["diff", "--list", "--safe"], "--safe", "--list"],
  [["diff", "--list", "a.yaml"], '"a.yaml"', "--list"],
  [["pact", "verify", ...broker, "--enable-pending", "p.json"], "--enable-pending", '"p.json"'],
  [["pact", "verify", ...broker, "--provider-name", "x", "p.json"], "--provider-name", '"p.json"'],
  [
    ["pact", "compare", ...broker, "--broker-token", "t", "--broker-username", "u", "p.json"],
    "--broker-username",
    "--broker-token",
  ],
];

test.each([
  [["--bogus"], /unknown option --bogus; `provider --help` lists the options/],
  [["--setle", "5s"], /did you mean --settle/],
  [["frobnicate"], /unknown command "frobnicate"; --help lists the commands/],
  [["consumers"], /unknown command "consumers"; did you mean consumer\?/],
  [["report", "renders"], /unknown command "renders"; did you mean render\?/],
  [["--seed="], /--seed= has no value/],
  [["--seed"], /--seed needs a value/],
  [["--seed", "1", "--seed", "2"], /--seed is given twice, as "1" and "2"/],
  [["--strict", "--strict"], /^--strict is given twice; give it once/],
  [["--strict=maybe"], /^strict: "maybe" is neither true nor false; write --strict alone, or leave it out/],
  [["consumer", "--evidence", "x"], /unknown option --evidence; did you mean --evidence-log\?/],
  [["consumer", "--", ""], /no program was named\n {2}put the program behind --/],
  [
    ["consumer", "--listen", "0", "--host", "192.0.2.1"],
    /cannot listen on the address 192.0.2.1: address not available\n {2}give an address of this machine/,
  ],
  [
    ["--ticketing-sink", "192.0.2.1:9000", "--url", "http://127.0.0.1:1", "--token", "k"],
    /the ticketing sink cannot listen: address not available\n {2}give an address of this machine/,
  ],
  [["diff", "a", "b", "c"], /unexpected argument "c"/],
  [["--profile", "huge"], /profile: "huge" is unknown; choose one of canary, quick, standard, thorough/],
  [["--settle", "501h"], /settle: "501h" is longer than 500h; give a shorter time/],
  [["--with", "agent", "--without", "history,agent"], /--with agent does not go with --without agent\n/],
  [["--hostile", "--without", "attacks"], /--hostile does not go with --without attacks\n/],
  [
    [...live, "-H", "authorization: Bearer k"],
    /header: the suite sets authorization itself; give the key with --token/,
  ],
  [[...live, "-H", "Content-Length: 5"], /the suite sets Content-Length itself; leave it out/],
  [["--settle", "5parsecs"], /settle: "5parsecs" is not a valid duration; write it like 500ms/],
  [["--max-requests", "0"], /max-requests: "0" is not a whole number above 0/],
  [["--seed", "-1"], /seed/],
  [["--url", "ftp://example.com"], /not of http or https/],
  [["--url", "http://a:b@example.com"], /user name or password; give credentials with --token or -H/],
  [["--url", "http://127.0.0.1:1", "-H", "nonsense"], /header: "nonsense" is not a valid header/],
  [["--url", "http://127.0.0.1:1"], /a key is needed for .*\n {2}give it with --token or OPENCX_API_KEY/],
  [
    ["--url", "http://127.0.0.1:1", "--token", "two words"],
    /token: it holds a character that no header can carry; check it for line ends/,
  ],
  [
    ["--url", "http://127.0.0.1:1", "--token", "Bearer k"],
    /token: it begins with "Bearer"; give the key alone/,
  ],
  [["-H", "X-Key: "], /header: "X-Key: " is not a valid header; .*check that it is not empty/],
  [["-H", "X-Key: a\nb"], /is not a valid header/],
  [["--url", "http://u:secret@a.example/?q"], /^url: the URL holds a user name or password/],
  [["--rule", "session-data/unsent-key-stays"], /did you mean session-data\/unsent-keys-stay/],
  [["--waivers", "tests"], /cannot read the waivers from tests: it is a directory\n/],
  [
    ["--rule", "@package-lock.json"],
    /a list of rules from package-lock.json: it is larger than 65536 bytes\n/,
  ],
  [
    ["--url", "https://127.0.0.1:1", "--token", "k", "--cert", "/dev/null"],
    /\/dev\/null is not a client certificate with its key/,
  ],
  [["pact", "compare", "--state-map", "/dev/null", "p.json"], /^state-map: it is not an object/],
  [["--spec", "LICENSE"], /LICENSE cannot be read: .*[^:]\n/],
  [["--rule", "@/dev/null"], /@\/dev\/null names no rule\n {2}write one id or glob a line/],
  [["--rule", "*", "--exclude", "*"], /no rule is left to judge/],
  [
    ["--report", "json=-", "--report", "html=-"],
    /standard output is named for the json report and for the html report\n/,
  ],
  [["--report", "pdf"], /unknown report format "pdf".*\n {2}choose one of .*json/],
  [["--without", "history,contact"], /without: "contact" is unknown; choose one of history, contacts/],
  [["--without", "create-session"], /leaves no session to send to\n {2}name an existing one with --session/],
  [
    [...live, "--insecure"],
    /--insecure needs a URL that begins with https:\/\/\n {2}give that as well, or leave --insecure out/,
  ],
  [["doctor", ...live, "--ca", "ca.pem"], /--ca needs a URL that begins with https:/],
  [["pact", "verify", ...live, "--cert", "c.pem", "p.json"], /--cert needs a URL that begins with https:/],
  [
    ["replay", "tests/fixtures/reports/broken/report.json", ...live, "--insecure"],
    /--insecure needs a URL that begins with https:/,
  ],
  [["--watch"], /--watch needs --url \(OPENCX_BASE_URL\)\n/],
  [[...live, "--watch", "--start", "x"], /--watch does not go with --start\n/],
  [[...live, "--profile", "canary", "--watch"], /canary has one case: too little for --watch\n/],
  [
    [...live, "--certificate", "c", "--key", "k", "--insecure"],
    /--certificate does not go with --insecure\n/,
  ],
  [
    ["pact", "from-report", "--corpus", "-o", "package.json/x"],
    /cannot write the pact to .*: not a directory\n/,
  ],
  [["certificate", "keygen", "--out", "package.json/x"], /cannot write the keys: not a directory\n/],
  [["--shard", "1/2"], /--shard needs --seed\n/],
  [["pact", "verify", "--publish", "p.json"], /--publish needs --provider-version\n/],
  [["--spec", "nowhere.yaml"], /cannot read the document from nowhere.yaml: no such file or directory/],
  [["--waivers", "nowhere.txt"], /cannot read the waivers from nowhere.txt/],
  [
    ["--ticketing-sink", "9000", "--url", "http://127.0.0.1:1", "--token", "k"],
    /sink: "9000" is not a valid address; write it like 127/,
  ],
  [
    ["--valid-days", "3"],
    /--valid-days needs --certificate\n {2}give that as well, or leave --valid-days out/,
  ],
  [["--key", "k.pem"], /--key needs --certificate\n/],
  [["--start", "npm start"], /--start needs --url \(OPENCX_BASE_URL\), --evidence, or --har\n/],
  [["--insecure"], /--insecure needs --url/],
  [
    ["doctor", ...live, "--read-only-token", "k"],
    /--read-only-token is the same key as --token\n {2}give a key that lacks the scope/,
  ],
  [["--read-only-token", "k"], /--read-only-token needs --url/],
  [["--report-dir", "."], /--report-dir needs --report\n/],
  [
    ["--url", "http://127.0.0.1:1", "--provider-version", "7"],
    /--provider-version needs --certificate or --ev/,
  ],
  [["consumer", "--for", "3s", "--", "node"], /--for needs --listen\n/],
  [["pact", "verify", "--start", "npm start", "p.json"], /--start needs --url \(OPENCX_BASE_URL\)\n/],
  [["pact", "verify", "--build-url", "http://a", "p.json"], /--build-url needs --publish\n/],
  [
    ["pact", "compare", "--broker-token", "t", "p.json"],
    /--broker-token needs --broker-url \(PACT_BROKER_BASE_URL/,
  ],
  ...ignored.map(
    ([args, one, other]) => [args, new RegExp(`^${one} does not go with ${other}\\n  leave one`)] as const,
  ),
  [
    ["--evidence", "e", "--profile", "quick"],
    /leave one .* out \(--evidence: judge this evidence log again, .*\)\n/,
  ],
  [[...live, "--ticketing-wait", "1s"], /--ticketing-wait needs --ticketing-sink\n/],
  [
    ["consumer", "--no-intercept", "--allow-host", "a.example", "--", "x"],
    /--allow-host needs --intercept\n/,
  ],
  [["pact", "verify", "--request-timeout", "1s", "p.json"], /--request-timeout needs --url/],
  [["pact", "verify", "--provider-branch", "main", "p.json"], /--provider-branch needs --publish\n/],
  [["pact", "from-report", "--corpus", "--rule", "x", "-o", "p.json"], /--rule needs an argument\n/],
  [["init", "--kind", "consumer", "--start", "x"], /--start does not go with a consumer\n/],
  [["init", "--program", "x"], /--program does not go with a provider\n {2}.*--kind consumer/],
  [["rules", "explain", "session-data/unsent-key-stays"], /did you mean session-data\/unsent-keys-stay/],
  [["replay", "nowhere.json"], /cannot read the report from nowhere.json/],
] as const)("%j is a mistake: exit code 2, a line that names it, and what to do", async (args, says) => {
  const { code, stdout, stderr } = await runCli(...args);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/defect of|\n +at /);
  expect([code, stdout]).toEqual([2, ""]);
});

test("what an option needs, or does nothing beside, is an option of every command that has it", () => {
  for (const [command, flags] of Object.entries<Flags>(commandFlags))
    for (const [name, { needs = [], beside = [] }] of Object.entries(flags))
      for (const other of [...needs, ...beside].filter((each) => each !== "arguments"))
        expect([command, name, Object.keys(flags)]).toEqual([command, name, expect.arrayContaining([other])]);
});

test("a key that no URL goes with is a mistake wherever it stands; what other runs need is none", async () => {
  vi.stubEnv("OPENCX_API_KEY", "k");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const args of [["--dry-run"], ["pact", "verify", "p.json"]])
    expect(await runCli(...args)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^OPENCX_API_KEY needs --url \(OPENCX_BASE_URL\).*\n.*leave OPENCX_API_KEY out\n$/,
      ),
    });
  vi.unstubAllEnvs();
  const config = join(mkdtempSync(join(tmpdir(), "standing-")), "standing.json");
  writeFileSync(config, JSON.stringify({ key: "k.pem", validDays: 3, reportDir: "reports" }));
  expect((await runCli("--config", config, "--dry-run")).code).toBe(0);
  writeFileSync(config, JSON.stringify({ workers: 2, mock: { port: 1, fault: "x" } }));
  expect((await runCli("mock", "--config", config, "--list-faults", "--area", "rejection")).code).toBe(0);
  writeFileSync(config, JSON.stringify({ token: "k" }));
  expect(await runCli("--config", config, "--dry-run")).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/standing.json: token needs --url/),
  });
});

test("the failure of an embedded provider is run again without what is about another one", async () => {
  const report = JSON.parse(readFileSync("tests/fixtures/reports/broken/report.json", "utf8"));
  report.subject.embedded = true;
  report.suite.contract = pageContract.digest;
  const file = join(mkdtempSync(join(tmpdir(), "embedded-")), "report.json");
  writeFileSync(file, JSON.stringify(report));
  for (const option of ["--session", "--start", "--read-only-token"])
    expect(await runCli("replay", file, option, "x")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(`^${option} needs --url\n`),
    });
});

test("no file is written for two things, and none over the key that signs", async () => {
  const at = mkdtempSync(join(tmpdir(), "once-"));
  onTestFinished(() => rmSync(at, { recursive: true }));
  const { key } = writeKeys(at);
  const precious = readFileSync(key, "utf8");
  const out = join(at, "out");
  for (const [args, says] of [
    [["--report", `json=${out}`, "--report", `html=${at}/./out`], "the json report and for the html report"],
    [["--report", `json=${out}`, "--evidence-log", out], "the json report and for the evidence"],
    [["--certificate", key, "--key", key], "the key and for the certificate"],
    [["--report", `json=${key}`, "--certificate", out, "--key", key], "the json report and for the key"],
    [["consumer", "--pact", out, "--report", `json=${out}`, "--", "x"], "the json report and for the pact"],
  ] as const)
    expect(await runCli(...args)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(new RegExp(`is named for ${says}\n  name a file for each\n$`)),
    });
  expect(existsSync(out)).toBe(false);
  expect(readFileSync(key, "utf8")).toBe(precious);
  expect(await runCli("--certificate", "-", "--key", key)).toMatchObject({
    code: 2,
    stderr: "the certificate cannot go to standard output\n  name a file\n",
  });
  // A device takes whatever comes.
  const nowhere = ["--report", "json=/dev/null", "--report", "html=/dev/null"];
  expect((await runCli("--rule", "response/success", "--profile", "quick", ...nowhere)).code).toBe(0);
});

test("a named pipe is refused, where a run would wait for ever for whoever reads it", async () => {
  const at = mkdtempSync(join(tmpdir(), "pipe-"));
  onTestFinished(() => rmSync(at, { recursive: true }));
  const pipe = join(at, "pipe");
  execFileSync("sh", ["-c", `mkfifo "$0"`, pipe]);
  const { code, stderr } = await runCli("--report", `json=${pipe}`);
  expect([code, stderr]).toEqual([
    2,
    `cannot write the json report to ${pipe}: it is a named pipe\n  name a file in a folder that you may write to\n`,
  ]);
});

test("Ctrl-C ends a command that waits for whoever writes to a named pipe", async () => {
  const at = mkdtempSync(join(tmpdir(), "pipe-"));
  onTestFinished(() => rmSync(at, { recursive: true }));
  const pipe = join(at, "pipe");
  execFileSync("sh", ["-c", `mkfifo "$0"`, pipe]);
  const args = [resolve("src/cli/launch.cts"), "--waivers", pipe];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  await setTimeout(2000);
  child.kill("SIGINT");
  expect(await Promise.race([ended, setTimeout(5000)])).toEqual([null, "SIGINT"]);
});

test.each(["certificate", "pact", "report"])("%s alone shows its help", async (group) => {
  const { code, stdout } = await runCli(group);
  expect(stdout).toContain("COMMANDS");
  expect(code).toBe(0);
});
