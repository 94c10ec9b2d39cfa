import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "generate-"));
  for (const folder of ["spec", "generated", "scripts", "src", "package.json"]) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});

afterEach(() => rmSync(copy, { recursive: true }));

const check = () =>
  execFileSync(process.execPath, ["scripts/generate.ts", "--check"], { cwd: copy, stdio: "pipe" });

test("a stale file is named", () => {
  writeFileSync(join(copy, "generated/validators.ts"), "old");
  expect(() => check()).toThrow(/generated\/validators\.ts is stale: run `npm run generate`/);
});
