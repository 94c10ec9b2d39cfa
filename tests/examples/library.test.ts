import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-library-"));

// The examples import the package by its name. Its exports lead to the sources here, so that no build is needed.
beforeAll(() => {
  const installed = join(folder, "node_modules/opencx-conformance");
  mkdirSync(installed, { recursive: true });
  symlinkSync(join(root, "src"), join(installed, "src"));
  symlinkSync(join(root, "node_modules/vitest"), join(folder, "node_modules/vitest"));
  const exports = Object.fromEntries(
    Object.entries(manifest.exports)
      .filter(([, target]) => typeof target === "object")
      .map(([name, target]) => [name, sourceOf((target as { default: string }).default)]),
  );
  writeFileSync(join(installed, "package.json"), JSON.stringify({ type: "module", exports }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  cpSync(join(root, "examples/library"), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sourceOf = (built: string) => built.replace("/dist/", "/").replace(/\.js$/, ".ts");

function run(...args: string[]) {
  // A test runner that finds itself within another one reports to it instead.
  const { NODE_TEST_CONTEXT: _, VITEST: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, NO_COLOR: "1" },
  });
  return { status, output: `${stdout}${stderr}` };
}

describe("examples/library", () => {
  it.each([
    ["conformance.node.test.ts", 1],
    ["send-order.node.test.ts", 2],
    // Every rule is a test, and those that the profile leaves out are skipped.
    ["rules.node.test.ts", "\\d{2,}"],
    ["any-runner.test.ts", "\\d{2,}"],
  ])("%s passes under node:test", (file, tests) => {
    const { status, output } = run("--test", "--test-reporter=spec", file);
    expect(output).toMatch(new RegExp(`pass ${tests}\\n`));
    expect(status, output).toBe(0);
  });

  it("conformance.vitest.test.ts passes under vitest, with a test for each rule", () => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const { status, output } = run(vitest, "run", "conformance.vitest.test.ts");
    expect(status, output).toBe(0);
    expect(output).toMatch(/Tests\s+\d{2,} passed/);
  });

  it("report.ts judges, and writes a report", () => {
    const { status, output } = run("report.ts");
    expect([status, output]).toEqual([0, "acme is conformant\n"]);
    expect(readFileSync(join(folder, "junit.xml"), "utf8")).toContain("this run leaves out history");
  });

  it("stands in docs/library.md as it is", () => {
    const page = readFileSync(join(root, "docs/library.md"), "utf8");
    for (const file of [
      "conformance.vitest.test.ts",
      "conformance.node.test.ts",
      "rules.node.test.ts",
      "any-runner.test.ts",
      "report.ts",
      "send-order.ts",
      "send-order.node.test.ts",
    ])
      expect(page).toContain(readFileSync(join(root, "examples/library", file), "utf8"));
  });
});
