import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/reports/report.ts";
import { consumerRules } from "../../src/send-message/consumer-rules/registry.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { command, ended, mock, start } from "../helpers/command.ts";
import { type Handler, providerWith } from "../helpers/providers.ts";

const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TOKEN = "the-key-of-this-test";

/** A provider on a socket that counts what it is asked. */
async function served(handler: Handler = providerWith({}, { tokens: [{ token: TOKEN }] })) {
  const asked: string[] = [];
  const server = await listen({
    fetch: async (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return handler(request);
    },
    idle: async () => undefined,
  });
  return { ...server, asked };
}

/** Replaces custom data instead of merging it. */
const replacing = providerWith(
  { merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)) },
  { tokens: [{ token: TOKEN }] },
);

describe("the exit code is", () => {
  test("0 for the embedded provider, without any argument", async () => {
    const { code, stdout, stderr } = await command([]);
    expect(stdout).toMatch(
      /\nthe embedded provider is conformant\n .* seed \d+, profile standard\n {2}\d+ of \d+ pairs of what can be sent were judged \(\d+%\)\n {2}left behind: \d+ sessions and \d+ contacts, listed in the JSON report\n$/,
    );
    expect(stdout).not.toMatch(/skipped|inconclusive|warn/);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("0 for a sound provider by its URL and key", async () => {
    const provider = await served();
    const { code, stdout } = await command(["-u", provider.url, "--token", TOKEN, "--profile", "quick"]);
    await provider.close();
    expect(stdout).toContain(`${provider.url}/ is conformant`);
    expect(code).toBe(0);
  });

  test("1 for a broken one, with the rule, its sentence, the evidence and a line to paste", async () => {
    const provider = await served(replacing);
    const { code, stdout, stderr } = await command([
      ...["--url", provider.url, "--token", TOKEN, "--profile", "quick"],
      ...["--rule", "session-data/unsent-keys-stay"],
    ]);
    await provider.close();
    expect(code).toBe(1);
    expect(stdout).toContain("FAIL session-data/unsent-keys-stay (stated)");
    expect(stdout).toContain('the page: "Both merge into any existing data');
    expect(stdout).toMatch(/expected {2}.+\n {2}got {7}.+/);
    expect(stdout).toContain(`URL='${provider.url}'`);
    expect(stdout).toMatch(/S1=\$\(call -X POST "\$URL"'\/chat\/sessions'/);
    expect(stdout).toContain("authorization: Bearer $OPENCX_API_KEY");
    expect(stdout).toMatch(/replay .* session-data\/unsent-keys-stay/);
    expect(stdout).toContain("is not conformant");
    expect(stderr).toMatch(/^broken after \d+ requests: session-data\/unsent-keys-stay\n$/);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  test("3 for one that is down, with the reason in one line", async () => {
    const provider = await served();
    await provider.close();
    const { code, stdout } = await command(["--url", provider.url, "--token", TOKEN]);
    expect(code).toBe(3);
    expect(stdout.split("\n")).toEqual([
      `${provider.url}/ is inconclusive`,
      expect.stringMatching(
        /^ {2}cannot connect to the provider: .*ECONNREFUSED.*; check the URL and that it is running$/,
      ),
      expect.stringMatching(/^ {2}\d+ rules, 0 cases, 1 request, 0 sessions, /),
      "",
    ]);
  });

  test("3 for a key that is not accepted", async () => {
    const provider = await served();
    const { code, stdout } = await command(["--url", provider.url, "--token", "another"]);
    await provider.close();
    expect(code).toBe(3);
    expect(stdout).toContain("401: the key is not accepted; give a valid key with --token or OPENCX_API_KEY");
    expect(provider.asked).toHaveLength(1);
  });

  test("3 after an interruption, with the reports of what was judged so far", async () => {
    const provider = await served();
    const child = start(
      ["--url", provider.url, "--token", TOKEN, "--profile", "thorough", "--report", "json=interrupted.json"],
      { cwd: folder },
    );
    const whole = ended(child);
    await expect.poll(() => provider.asked.length, { timeout: 30_000 }).toBeGreaterThan(100);
    child.kill("SIGINT");
    const { code, stdout } = await whole;
    await provider.close();
    expect(stdout).toContain("the run was interrupted");
    expect(code).toBe(3);
    const report = JSON.parse(readFileSync(join(folder, "interrupted.json"), "utf8")) as Report;
    expect(report.rules.some((rule) => rule.outcome === "pass")).toBe(true);
  });
});

describe("nothing is sent", () => {
  test("by --dry-run, which says what would be", async () => {
    const provider = await served();
    const { code, stdout } = await command([
      "--url",
      provider.url,
      "--token",
      TOKEN,
      "--dry-run",
      "--seed",
      "5",
    ]);
    await provider.close();
    expect(stdout).toMatch(
      /nothing was sent to .*\n.* rules, \d+ cases, about [\d,]+ requests.*\d+ sessions.*\d+ contacts.*seed 5/,
    );
    expect([code, provider.asked]).toEqual([0, []]);
  });

  test("by a mistake, which is named in a line, with what to do", async () => {
    const { code, stdout, stderr } = await command(["--settle", "5parsecs"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe('settle: "5parsecs" is not a valid duration; write it like 500ms, 5s, 2m or 1h\n');
  });
});

describe("settings", () => {
  const inFolder = (name: string, files: Readonly<Record<string, string>>) => {
    const cwd = mkdtempSync(join(folder, `${name}-`));
    for (const [file, content] of Object.entries(files)) writeFileSync(join(cwd, file), content);
    return cwd;
  };

  test("come from the flag, then the environment, then the configuration file", async () => {
    const provider = await served();
    const cwd = inFolder("order", {
      "opencx-conformance.config.yaml": `url: http://127.0.0.1:1\ntoken: from-the-file\nseed: 11\nprofile: quick\nrule:\n  - open/*\nstrict: true\n`,
    });
    const { stdout } = await command(["--dry-run", "--seed", "12"], {
      cwd,
      env: { OPENCX_BASE_URL: provider.url, OPENCX_API_KEY: TOKEN },
    });
    await provider.close();
    expect(stdout).toContain(`nothing was sent to ${provider.url}/`);
    expect(stdout).toMatch(/\d+ rules, .* profile quick, seed 12/);
  });
});

describe("--help", () => {
  test("of provider names every option with its default", async () => {
    const { code, stdout } = await command(["provider", "--help"]);
    expect(code).toBe(0);
    for (const option of [
      "--url",
      "--token",
      "--profile",
      "--settle",
      "--max-requests",
      "--report",
      "--dry-run",
    ])
      expect(stdout).toContain(option);
    expect(stdout).toMatch(/--settle\] .*\[5s\]/);
  });
});

describe("rules", () => {
  test("list names every rule with its basis", async () => {
    const { code, stdout } = await command(["rules", "list"]);
    expect(stdout.trim().split("\n")).toHaveLength(rules.length + consumerRules.length);
    expect(stdout).toMatch(
      /^session-data\/unsent-keys-stay +stated +a key that is not sent stays in the session$/m,
    );
    expect(code).toBe(0);
  });

  test("explain leads from the sentence to what is sent and to the judgement", async () => {
    const { code, stdout } = await command(["rules", "explain", "session-data/unsent-keys-stay"]);
    expect(stdout).toMatch(/sentence "Both merge into any existing data/);
    expect(stdout).toMatch(/merge: adds, keeps and updates keys/);
    expect(stdout).toContain("src/send-message/rules/custom-data.ts");
    expect(code).toBe(0);
  });
});

describe("mock, provider and replay", () => {
  test("together show a fault, run it again, and see it mended", async () => {
    const report = join(folder, "report.json");
    const broken = await mock("--token", TOKEN, "--fault", "session-data-replaced");
    const judged = await command([
      ...["--url", broken.url, "--token", TOKEN, "--profile", "quick"],
      ...["--report", `json=${report}`, "--rule", "session-data/unsent*"],
    ]);
    const again = await command(["replay", report, "session-data/unsent-keys-stay", "--token", TOKEN]);
    expect(await broken.stop()).toBe(0);
    const sound = await mock("--token", TOKEN);
    const mended = await command(["replay", report, "--url", sound.url, "--token", TOKEN]);
    await sound.stop();
    expect([judged.code, again.code, mended.code]).toEqual([1, 1, 0]);
    expect(again.stdout).toMatch(
      /^fails again session-data\/unsent-keys-stay\n {2}expected {2}.*\n {2}got {7}.*\n( {2}[<>] .*\n)+$/,
    );
    expect(mended.stdout).toMatch(/^(passes now {2}session-data\/\S+\n)+$/);
  });
});
