import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/cli/config.ts";
import { UsageError } from "../../src/usage-error.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, with one file. */
function folderWith(file: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-config-"));
  folders.push(folder);
  writeFileSync(join(folder, file), content);
  return folder;
}

describe("a configuration file", () => {
  test("need not be there", async () => {
    expect(await readConfig(folderWith("other.json", "{}"))).toEqual({});
  });

  test.each([
    [
      "opencx-conformance.config.json",
      '{"settle":"2s","workers":3,"strict":true,"rule":"open/*","header":["X-A: b"]}',
    ],
    [
      "opencx-conformance.config.yaml",
      "settle: 2s\nworkers: '3'\nstrict: true\nrule: [open/*]\nheader: 'X-A: b'\n",
    ],
    [
      "opencx-conformance.config.ts",
      'const wait: string = "2s"; export default { settle: wait, workers: 3, strict: true, rule: ["open/*"], header: "X-A: b" };',
    ],
  ])("%s is read as the command line is: %s", async (file, content) => {
    expect(await readConfig(folderWith(file, content))).toEqual({
      settle: 2_000,
      workers: 3,
      strict: true,
      rule: ["open/*"],
      header: [["X-A", "b"]],
    });
  });

  test.each([
    [
      "opencx-conformance.config.json",
      '{"profile":"quick","rule":"open/*","max-requests":5}',
      /names max-requests, which is no option\n {2}did you mean maxRequests/,
    ],
    [
      "opencx-conformance.config.json",
      '{"settle":"soon"}',
      /config\.json: settle: "soon" is not a valid duration/,
    ],
    ["opencx-conformance.config.json", '{"workers":-1}', /workers: "-1" is no whole number/],
    ["opencx-conformance.config.yaml", "strict: 'yes'", /strict cannot be "yes"\n {2}it is true or false/],
    ["opencx-conformance.config.yaml", "profile: [quick]", /profile cannot be \["quick"\]/],
    ["opencx-conformance.config.yaml", "- quick", /holds no object of options/],
    ["opencx-conformance.config.yaml", "a: [", /opencx-conformance.config.yaml/],
    ["opencx-conformance.config.ts", "export default {", /config\.ts cannot be run/],
    ["opencx-conformance.config.ts", "export default 5;", /holds no object of options/],
  ])("%s with %s is a mistake", async (file, content, says) => {
    const error: unknown = await readConfig(folderWith(file, content)).catch((caught) => caught);
    expect(error).toBeInstanceOf(UsageError);
    const { message, hint } = error as UsageError;
    expect(`${message}\n  ${hint}`).toMatch(says);
  });
});
