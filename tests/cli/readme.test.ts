import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

test("README.md shows what the main job prints", () => {
  expect(execFileSync(process.execPath, ["scripts/readme-run.ts", "--check"], { encoding: "utf8" })).toBe("");
});

test("README.md names the Node that it needs", () => {
  const [oldest] = /\d+/.exec(manifest.engines.node)!;
  expect(readFileSync("README.md", "utf8")).toContain(`Node ${oldest} and newer`);
});
