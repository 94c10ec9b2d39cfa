import { type StdioOptions, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { refusePort } from "../../src/cli/guard.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { runCli } from "./run-cli.ts";

test.skipIf(!existsSync("/dev/full")).each([
  [["rules"], 3],
  [["--url", "http://127.0.0.1:1", "--token", "k", "--report", "nope"], 2],
  [["mock", "--fault", "nope"], 2],
] as const)("%j, with nowhere to write to, says so in a line and is no success", async (args, code) => {
  const full = openSync("/dev/full", "w");
  onTestFinished(() => closeSync(full));
  const run = (stdio: StdioOptions) =>
    spawnSync(process.execPath, ["src/cli/bin.ts", ...args], { stdio, encoding: "utf8" });
  const { status, stderr } = run(["ignore", full, "pipe"]);
  expect(status).toBe(code);
  if (code === 3) expect(stderr).toBe("cannot write to standard output: no space left on device\n");
  expect(run(["ignore", "ignore", full]).status).toBe(code === 3 ? 0 : code);
});

test.skipIf(!existsSync("/dev/full")).each([
  [0, ["provider", "--rule", "response/json", "--report", "json=/dev/full"]],
  [0, ["provider", "--rule", "response/json", "--report", "ndjson=/dev/full"]],
  [0, ["diff", "spec/opencx.openapi.yaml", "spec/opencx.openapi.yaml", "--report", "json=/dev/full"]],
  // Here the file is all that was asked for.
  [3, ["report", "render", "tests/fixtures/reports/conformant/report.json", "--report", "html=/dev/full"]],
] as const)(
  "exit code %i of %j: a report that cannot be written never costs a verdict",
  async (expected, args) => {
    const { code, stderr } = await runCli(...args);
    expect(stderr).toContain("cannot write /dev/full: no space left on device");
    expect(code).toBe(expected);
  },
);

test("a summary of GitHub's that cannot be written costs nothing: nobody asked for it", async () => {
  vi.stubEnv("GITHUB_STEP_SUMMARY", "/nowhere/summary.md");
  onTestFinished(() => void vi.unstubAllEnvs());
  const file = join(mkdtempSync(join(tmpdir(), "guard-")), "summary.md");
  const args = ["tests/fixtures/reports/conformant/report.json", "--report", `markdown=${file}`];
  const { code, stderr } = await runCli("report", "render", ...args);
  expect(stderr).toContain("cannot write /nowhere/summary.md");
  expect(code).toBe(0);
});

test("a port that cannot be listened on is a mistake of the user; any other error stays what it is", async () => {
  const server = await listen(createReferenceProvider());
  const port = Number(new URL(server.url).port);
  await expect(listen(createReferenceProvider(), { port }).catch(refusePort(port))).rejects.toThrow(
    `cannot listen on port ${port}: address already in use`,
  );
  await server.close();
  const other = new TypeError("a rule is broken");
  expect(() => refusePort(port)(other)).toThrow(other);
});
