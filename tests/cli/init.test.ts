import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { command, type Ended } from "../helpers/command.ts";
import { freePort } from "../helpers/free-port.ts";

const root = mkdtempSync(join(tmpdir(), "opencx-conformance-init-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LAUNCH = resolve("src/cli/launch.cts");

/** A clean folder of its own. */
const clean = () => mkdtempSync(join(root, "project-"));
const init = (cwd: string, ...args: string[]): Promise<Ended> => command(["init", ...args], { cwd });

/** Runs the lines of a job as CI does, with the suite of this repository in the place of the published one. */
async function runJob(
  cwd: string,
  lines: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const bin = join(cwd, "bin");
  mkdirSync(bin);
  const shims = {
    npm: `[ "$1" = ci ] && exit 0; exec "$@"`,
    npx: `shift 2; exec "${process.execPath}" "${LAUNCH}" "$@"`,
  };
  for (const [name, script] of Object.entries(shims)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  for (const line of lines)
    try {
      await promisify(execFile)("bash", ["-e", "-c", line], {
        cwd,
        env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}` },
      });
    } catch (error) {
      return (error as { code: number }).code;
    }
  return 0;
}

interface GithubJob {
  readonly jobs: { readonly conformance: { readonly steps: readonly { readonly run?: string }[] } };
}

test.each([
  ["session-data-replaced", 1],
  [undefined, 0],
])("a provider with the fault %s and its job for GitHub end in %i", async (fault, code) => {
  const cwd = clean();
  const port = await freePort();
  const start = `sleep 1; exec "${process.execPath}" "${LAUNCH}" mock --port ${port}${fault === undefined ? "" : ` --fault ${fault}`}`;
  const done = await init(
    cwd,
    "--kind",
    "provider",
    "--ci",
    "github",
    "--url",
    `http://127.0.0.1:${port}/`,
    "--start",
    start,
  );
  expect(done).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/written: .*\n {2}written: .*doctor\n$/s),
  });
  const { jobs } = parse(readFileSync(join(cwd, ".github/workflows/conformance.yml"), "utf8")) as GithubJob;
  const lines = jobs.conformance.steps.flatMap(({ run }) => run ?? []);
  expect(lines).toEqual(["npm ci", "npx --yes opencx-conformance"]);
  // The config file takes what the job needs; less of it, so that the test is quick.
  writeFileSync(join(cwd, "opencx-conformance.config.yaml"), "profile: quick\nrule: session-data/*\n", {
    flag: "a",
  });
  expect(await runJob(cwd, lines, { OPENCX_API_KEY: "test-key" })).toBe(code);
  expect(existsSync(join(cwd, "junit.xml"))).toBe(true);
});

test("a consumer and its job for GitLab are judged", async () => {
  const cwd = clean();
  expect(await init(cwd, "--kind", "consumer", "--ci", "gitlab", "--program", "node bot.mjs")).toMatchObject({
    code: 0,
  });
  writeFileSync(join(cwd, "bot.mjs"), "process.exit(1);\n");
  const job = parse(readFileSync(join(cwd, ".gitlab-ci.yml"), "utf8")) as Record<
    string,
    { script: string[] }
  >;
  expect(job["opencx-conformance"]!.script).toEqual([
    "npm ci",
    "npx --yes opencx-conformance consumer -- node bot.mjs",
  ]);
  // A program that sends nothing cannot be judged.
  expect(await runJob(cwd, job["opencx-conformance"]!.script, {})).toBe(3);
});

test.each([
  "opencx-conformance.config.yaml",
  "opencx-conformance.config.json",
  ".github/workflows/conformance.yml",
])("%s is never overwritten, and nothing else is written then", async (file) => {
  const cwd = clean();
  mkdirSync(join(cwd, ".github/workflows"), { recursive: true });
  writeFileSync(join(cwd, file), file.endsWith("json") ? '{ "strict": true }' : "strict: true\n");
  expect(await init(cwd, "--ci", "github")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${file} exists, and nothing was written`),
  });
  expect(readFileSync(join(cwd, file), "utf8")).toBe(
    file.endsWith("json") ? '{ "strict": true }' : "strict: true\n",
  );
  const other = file.endsWith("config.yaml")
    ? ".github/workflows/conformance.yml"
    : "opencx-conformance.config.yaml";
  expect(existsSync(join(cwd, other))).toBe(false);
});

test("where the job cannot be written, nothing is", async () => {
  const cwd = clean();
  writeFileSync(join(cwd, ".github"), "a file");
  const { code, stdout, stderr } = await init(cwd, "--kind", "consumer", "--program", "x", "--ci", "github");
  expect(stderr).toMatch(/^cannot write the job to .github\/workflows\/conformance.yml: not a directory\n/);
  expect([code, stdout, readdirSync(cwd)]).toEqual([2, "", [".github"]]);
});
