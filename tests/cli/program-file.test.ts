import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { programDigest, shownCommand } from "../../src/cli/program-file.ts";

const own = import.meta.filename;
const digest = createHash("sha256").update(readFileSync(own)).digest("hex");

test.for([
  ["node", own],
  ["node", "--import", import.meta.dirname, own, "package.json"],
  ["node", "--import", "./package.json", own],
  [own, "--once"],
])("the program file of %j is found", (command) => {
  expect(programDigest(command)).toBe(digest);
});

test.for([
  ["python3", "-m", "bot"],
  ["node", "-e", "0"],
  [process.execPath, "--version"],
  ["node", "."],
])("%j names no file", (command) => {
  expect(programDigest(command)).toBeUndefined();
});

test("secrets are left out of a command", () => {
  expect(shownCommand(["bot", "--api-key", "abc", "--token=def", "--name", "acme"])).toEqual([
    ...["bot", "--api-key", "<secret>", "--token=<secret>", "--name", "acme"],
  ]);
});
