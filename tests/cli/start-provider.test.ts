import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { command } from "../helpers/command.ts";
import { freePort } from "../helpers/free-port.ts";

const KEY = { OPENCX_API_KEY: "test-key" };
const bin = "src/cli/launch.cts";

const judging = async (start: (port: number) => string, ...more: string[]) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ended = await command(
    [
      "provider",
      "--url",
      url,
      "--rule",
      "response/success",
      "--profile",
      "quick",
      "--start",
      start(port),
      ...more,
    ],
    { env: KEY },
  );
  const isGone = await fetch(url).then(
    () => false,
    () => true,
  );
  return { ...ended, isGone };
};

test("a provider that needs a while to start is waited for, judged, and ended with all that it started", async () => {
  const { code, stdout, isGone } = await judging(
    (port) => `sleep 1; ${process.execPath} ${bin} mock --port ${port} & wait`,
  );
  expect(stdout).toMatch(/is conformant/);
  expect([code, isGone]).toEqual([0, true]);
});

test("a broken one is judged as such", async () => {
  const { code } = await judging(
    (port) => `${process.execPath} ${bin} mock --port ${port} --fault success-missing`,
  );
  expect(code).toBe(1);
});

test("one that dies at its start is told with its last output, and leaves no empty report", async () => {
  const page = join(mkdtempSync(join(tmpdir(), "start-")), "report.html");
  const { code, stderr } = await judging(
    () => "echo no database here >&2; exit 7",
    "--report",
    `html=${page}`,
  );
  expect(existsSync(page)).toBe(false);
  expect(stderr).toContain("ended with exit code 7 before it answered");
  expect(stderr).toContain("no database here");
  expect(code).toBe(3);
});

test("what answers before it is started is not judged in its place", async () => {
  const earlier = await listen(createReferenceProvider());
  onTestFinished(earlier.close);
  const { code, stdout, stderr } = await command(
    ["provider", "--url", earlier.url, "--rule", "response/success", "--start", "exit 1"],
    { env: KEY },
  );
  expect(stderr).toMatch(
    /^something answers at http:\S+ before "exit 1" was started: it would be judged instead\n {2}stop it, or leave/,
  );
  expect([code, stdout]).toEqual([3, ""]);
});

test("one that never answers is waited for no longer than asked", async () => {
  const { code, stderr } = await judging(() => "sleep 60", "--wait", "1s");
  expect(stderr).toMatch(/nothing answered at http:\S+ within 1 s/);
  expect(code).toBe(3);
});
