import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { command } from "../helpers/command.ts";

/** The lines on areas, and the verdict: what does not change from seed to seed. */
const stable = (text: string) =>
  text
    .split("\n")
    .filter((line) => /^ {2}[a-z-]+ +\d+ (pass|observed)/.test(line) || / is conformant$/.test(line));

test("README.md shows what a run of the embedded provider prints", async () => {
  const readme = readFileSync("README.md", "utf8");
  const shown = stable(/The first one prints:\n\n```\n([\s\S]*?)```/.exec(readme)![1]!);
  const { stdout, code } = await command([]);
  expect(stable(stdout)).toEqual(shown);
  expect(shown.length).toBeGreaterThan(10);
  expect(code).toBe(0);
});

test("README.md names the Node that it needs", () => {
  const [oldest] = /\d+/.exec(manifest.engines.node)!;
  expect(readFileSync("README.md", "utf8")).toContain(`| Node ${oldest} and newer |`);
});
