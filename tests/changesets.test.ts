import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const files = globSync(".changeset/*.md");

describe.each(files)("%s", (file) => {
  const [, head, body] = readFileSync(file, "utf8").split(/^---$/m) as [string, string, string];

  test("is one paragraph, and names a bump", () => {
    expect(head.trim()).toMatch(/^"opencx-conformance": (patch|minor|major)$/);
    expect(body.trim()).toMatch(/^[A-Z`][^\n]+\.$/);
  });

  test("is more than a patch if it can newly fail a provider", () => {
    expect(/newly fail/i.test(body) && /: patch/.test(head)).toBe(false);
  });
});

test("`changeset version` turns the changesets into the top of CHANGELOG.md", () => {
  const folder = mkdtempSync(join(tmpdir(), "changesets-"));
  try {
    for (const path of [".changeset", "CHANGELOG.md", "package.json"])
      cpSync(path, join(folder, path), { recursive: true });
    // Right behind a release there is none.
    writeFileSync(
      join(folder, ".changeset/own.md"),
      '---\n"opencx-conformance": patch\n---\n\nOf this test.\n',
    );
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
    execFileSync(process.execPath, [resolve("node_modules/@changesets/cli/bin.js"), "version"], {
      cwd: folder,
    });
    const changelog = readFileSync(join(folder, "CHANGELOG.md"), "utf8");
    expect(changelog).toContain("- Of this test.");
    for (const file of files) {
      const [, , body] = readFileSync(file, "utf8").split(/^---$/m);
      expect(changelog).toContain(`- ${body!.trim()}`);
    }
    expect(changelog).toContain(readFileSync("CHANGELOG.md", "utf8").split("\n").slice(2).join("\n"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
