import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { changeFormats, formats } from "../src/reports/formats.ts";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

test("docs/dependencies.md names every dependency, and no other, where it belongs", () => {
  const [runTime, development] = read("docs/dependencies.md").split("## For development") as [string, string];
  const named = (text: string) => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name).sort();
  expect(named(runTime)).toEqual(Object.keys(manifest.dependencies).sort());
  expect(named(development)).toEqual(Object.keys(manifest.devDependencies).sort());
});

test("docs/changes.md has a row for every report format", () => {
  const rows = [...read("docs/changes.md").matchAll(/^\| `([a-z]+)` \| `[a-z-]+\.[a-z]+`/gm)].map(
    ([, name]) => name,
  );
  expect(rows.sort()).toEqual(Object.keys({ ...formats, ...changeFormats }).sort());
});

describe("links between documents", () => {
  const files = globSync(["*.md", "docs/*.md", "docs/decisions/*.md", "examples/*.md", "examples/*/*.md"], {
    cwd: root,
  }).sort();

  test.each(files)("of %s lead to files and headings that exist", (file) => {
    const text = read(file);
    const links = [...text.replace(/```[\s\S]*?```/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(
      ([, link]) => link!,
    );
    const missing = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [path, anchor] = link.split("#") as [string, string?];
      const target =
        path === "" ? file : new URL(path, new URL(file, root)).pathname.slice(root.pathname.length);
      const found = globSync(target, { cwd: root })[0];
      if (found === undefined) return true;
      return anchor !== undefined && !anchorsOf(read(found)).has(anchor);
    });
    expect(missing).toEqual([]);
  });
});

/** The anchors of a Markdown file: those it sets itself, and those of its headings. */
function anchorsOf(text: string): Set<string> {
  const set = [...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id!);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  return new Set([...set, ...headings]);
}
