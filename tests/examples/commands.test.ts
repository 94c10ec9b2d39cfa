import { execFile } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { freePort } from "../helpers/free-port.ts";

const run = promisify(execFile);
const launch = resolve("src/cli/launch.cts");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "examples-"));
  cpSync("examples/consumer", folder, { recursive: true });
  shim("npx", `shift; exec "${process.execPath}" "${launch}" "$@"`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that stands in for one that the user's machine has. */
function shim(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Runs a script as a person or a CI job does: the first command that fails ends it, and fails the test. */
async function shell(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OPENCX|GITHUB|CI$)/.test(name));
  const { stdout } = await run("bash", ["-ec", script], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), NO_COLOR: "1", PATH: `${folder}:${process.env.PATH}`, ...env },
  });
  return stdout;
}

test("the commands of examples/consumer certify the bot, and compare and verify its pact", async () => {
  const readme = readFileSync("examples/consumer/README.md", "utf8");
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!);
  const [certified, verified, pact] = [
    await shell(blocks[0]!),
    await shell(blocks[1]!),
    await shell(blocks[2]!),
  ];
  expect(certified).toContain("order-bot is conformant\n");
  expect(verified).toContain("valid");
  expect(pact).toContain("a session exists");
});

describe("examples/ci/github.yml", () => {
  const steps = (job: string, port: number): string[] => {
    const document = readFileSync("examples/ci/github.yml", "utf8").replaceAll("8080", String(port));
    const { steps } = (parse(document) as { jobs: Record<string, { steps: { run?: string }[] }> }).jobs[job]!;
    return steps.flatMap(({ run }) => run ?? []);
  };

  test("judges a provider that it starts", async () => {
    const port = await freePort();
    shim(
      "npm",
      `[ "$1" = ci ] || exec "${process.execPath}" "${launch}" mock --port ${port} --token key-of-ci`,
    );
    const output = await shell(steps("provider", port).join("\n"), {
      OPENCX_BASE_URL: `http://127.0.0.1:${port}`,
      OPENCX_API_KEY: "key-of-ci",
    });
    expect(output).toContain(`http://127.0.0.1:${port}/ is conformant\n`);
    for (const report of ["junit.xml", "report.html"]) expect(existsSync(join(folder, report))).toBe(true);
  });

  test("judges a consumer and its pact", async () => {
    shim("npm", "exit 0");
    const output = await shell(steps("consumer", 8080).join("\n"));
    expect(output).toContain("order-bot is conformant\n");
  });
});
