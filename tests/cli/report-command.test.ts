import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-render-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const report = (name: string) => `tests/fixtures/reports/${name}/report.json`;

describe("report render", () => {
  test("writes a page whose replay line names the report that it was made of", async () => {
    const file = join(folder, "one.html");
    const { code } = await runCli("report", "render", report("broken"), "--report", `html=${file}`);
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(
      /replay tests\/fixtures\/reports\/broken\/report\.json rejection\//,
    );
  });

  test("writes several reports as one page, side by side", async () => {
    const file = join(folder, "two.html");
    const { code } = await runCli(
      "report",
      "render",
      report("broken"),
      report("conformant"),
      "--report",
      `html=${file}`,
    );
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("2 subjects side by side");
  });

  test("says which formats several reports can be written in", async () => {
    const { code, stderr } = await runCli(
      "report",
      "render",
      report("broken"),
      report("conformant"),
      "--report",
      "junit",
    );
    expect(code).toBe(2);
    expect(stderr).toContain('unknown report format "junit"');
    expect(stderr).toContain("choose one of html");
  });

  test("takes no comparison of documents among several reports", async () => {
    const { code, stderr } = await runCli(
      "report",
      "render",
      report("broken"),
      report("changes"),
      "--report",
      "html=-",
    );
    expect(code).toBe(2);
    expect(stderr).toContain("changes/report.json");
  });
});
