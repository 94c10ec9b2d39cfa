import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test("README.md shows what the main job prints", () => {
  expect(execFileSync(process.execPath, ["scripts/readme-run.ts", "--check"], { encoding: "utf8" })).toBe("");
});
