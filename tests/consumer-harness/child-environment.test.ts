import { join } from "node:path";
import { expect, test } from "vitest";
import { callersPath } from "../../src/consumer-harness/child-environment.ts";
import { judge } from "./judging.ts";

const root = join(import.meta.dirname, "../..");

test("what npm and npx put in front to find the suite is left out, and nothing else", () => {
  const npx = "/home/ann/.npm/_npx/0a1b2c/node_modules/.bin";
  const own = "/srv/bot/node_modules/.bin";
  expect(callersPath(["/suite/node_modules/.bin", npx, own, "/usr/bin"].join(":"), "/suite")).toBe(
    `${own}:/usr/bin`,
  );
});

test("`node` is that of the caller", async () => {
  const code = "process.exit(process.execPath.includes('node_modules') ? 3 : 4)";
  const PATH = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  const run = await judge(["node", "-e", code], [], { environment: { ...process.env, PATH } });
  expect(run.case.programs.map(({ exit }) => exit)).toEqual([4, 4]);
});
