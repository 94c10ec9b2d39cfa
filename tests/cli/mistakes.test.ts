import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runCli } from "./run-cli.ts";

test.each([
  [["--bogus"], /unknown option --bogus; `provider --help` lists the options/],
  [["--setle", "5s"], /did you mean --settle/],
  [["frobnicate"], /unknown command "frobnicate"; --help lists the commands/],
  [["consumers"], /unknown command "consumers"; did you mean consumer\?/],
  [["report", "renders"], /unknown command "renders"; did you mean render\?/],
  [["--seed="], /--seed= has no value/],
  [["--seed"], /--seed needs a value/],
  [["--seed", "1", "--seed", "2"], /--seed is given twice, as "1" and "2"/],
  [["diff", "a", "b", "c"], /unexpected argument "c"/],
  [["--profile", "huge"], /profile: "huge" is unknown; choose one of canary, quick, standard, thorough/],
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
  [["-H", "X-Key: "], /header: "X-Key: " is not a valid header; .*check that it is not empty/],
  [["-H", "X-Key: a\nb"], /is not a valid header/],
  [["--url", "http://u:secret@a.example/?q"], /^url: the URL holds a user name or password/],
  [["--rule", "session-data/unsent-key-stays"], /did you mean session-data\/unsent-keys-stay/],
  [["--rule", "*", "--exclude", "*"], /no rule is left to judge/],
  [["--report", "pdf"], /unknown report format "pdf".*\n {2}choose one of .*json/],
  [["--without", "history,contact"], /without: "contact" is unknown; choose one of history, contacts/],
  [["--without", "create-session"], /leaves no session to send to\n {2}name an existing one with --session/],
  [["--watch"], /--watch does not go with the embedded provider.*\n {2}give --url/],
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
  [["rules", "explain", "session-data/unsent-key-stays"], /did you mean session-data\/unsent-keys-stay/],
  [["replay", "nowhere.json"], /cannot read the report from nowhere.json/],
] as const)("%j is a mistake: exit code 2, a line that names it, and what to do", async (args, says) => {
  const { code, stdout, stderr } = await runCli(...args);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/defect of|\n +at /);
  expect([code, stdout]).toEqual([2, ""]);
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
  writeFileSync(config, JSON.stringify({ token: "k" }));
  expect(await runCli("--config", config, "--dry-run")).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/standing.json: token needs --url/),
  });
});

test.each(["certificate", "pact", "report"])("%s alone shows its help", async (group) => {
  const { code, stdout } = await runCli(group);
  expect(stdout).toContain("COMMANDS");
  expect(code).toBe(0);
});
