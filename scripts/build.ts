import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

// Makes the publishable files in dist/: the sources that users can reach, as JavaScript with their types.

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = `${root}dist`;
rmSync(dist, { recursive: true, force: true });

const config = ts.parseJsonConfigFileContent(
  {
    extends: "./tsconfig.json",
    include: [],
    files: ["src/index.ts", "src/vitest.ts", "src/node-test.ts", "src/cli/launch.cts"],
  },
  ts.sys,
  root,
  { noEmit: false, noCheck: true, declaration: true, rootDir: root, outDir: dist },
);
const { diagnostics } = ts.createProgram(config.fileNames, config.options).emit();
const problems = [...config.errors, ...diagnostics];
process.stderr.write(
  ts.formatDiagnostics(problems, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  }),
);

if (problems.length > 0) process.exitCode = 1;
// Of package.json what the code reads, and nothing that npm could take for a package of its own.
else {
  const { name, version, type } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  // The page puts these in as text.
  for (const file of ["page.css", "in-the-browser.js"])
    copyFileSync(`${root}src/reports/page/${file}`, `${dist}/src/reports/page/${file}`);
  const hooks = "src/consumer-harness/hooks";
  cpSync(`${root}${hooks}`, `${dist}/${hooks}`, { recursive: true });
  writeFileSync(`${dist}/package.json`, `${JSON.stringify({ name, version, type })}\n`);
}
