import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { run } from "@stricli/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "../src/cli/app.ts";

/** What a reader's shell or CI job would have in the variables that the documents use. */
const VARIABLES = `URL=http://127.0.0.1:8080 KEY=key READ_ONLY_KEY=read OPENCX_READ_ONLY_KEY=read OPENCX_BASE_URL=http://127.0.0.1:8080
  GITHUB_SHA=abc123 GITHUB_REF_NAME=main RUNNER_TEMP=/tmp`;
const OURS =
  /(?:npm run -s conformance(?: --(?= ))?|npx (?:--yes )?opencx-conformance|^ *opencx-conformance(?= (?!-\S*\.)))(?<args>.*)$/;

/** Every command line of ours in the code blocks of a document: in shell, in YAML, and as output that says what to type. */
function commandsOf(file: string): [place: string, args: string[]][] {
  const found: [string, string[]][] = [];
  let fenced = false;
  const joined = readFileSync(file, "utf8")
    .replace(/\\\n\s*/g, (text) => text.replace("\\\n", " "))
    // YAML folds the lines of `run: >` into one.
    .replace(
      /^( *)(?:- )?run: >\n((?:\1 .*\n)+)/gm,
      (_, indent, lines) => `${indent}${lines.replace(/\n */g, " ")}\n`,
    );
  for (const line of joined.split("\n")) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    else if (fenced || /^ {4}/.test(line)) {
      const args = OURS.exec(line)?.groups?.args;
      if (args !== undefined) found.push([`${file}: ${line.trim()}`, words(args)]);
    }
  }
  return found;
}

/** The words of a command line, as bash reads them; what follows a pipe, a redirection or `&` is not ours. */
function words(args: string): string[] {
  const own = args.replace(/\$\{\{[^}]*\}\}/g, "value").replace(/ (?:[|>&]|2>).*$/, "");
  const script = `${VARIABLES}; set -f -- ${own}\n[ $# = 0 ] || printf '%s\\0' "$@"`;
  const output = execFileSync("bash", ["-c", script], { encoding: "utf8" });
  return output.split("\0").slice(0, -1);
}

interface Command {
  loader?: unknown;
  getAllEntries?(): readonly { readonly target: Command }[];
}

/** All commands below a route. */
const commands = (target: Command): Command[] =>
  target.getAllEntries?.().flatMap((entry) => commands(entry.target)) ?? [target];

// The arguments are parsed by the real command line; only what a command then does is left out.
const all = commands(app.root as unknown as Command);
const loaders = all.map(({ loader }) => loader);
let reached = 0;
beforeAll(() => {
  for (const command of all)
    command.loader = async () => () => {
      reached += 1;
    };
});
afterAll(() => {
  for (const [index, command] of all.entries()) command.loader = loaders[index];
});

const found = globSync(["*.md", "docs/**/*.md", "examples/**/*.md"]).flatMap(commandsOf);

test("there are many, in most documents", () => {
  expect(found.length).toBeGreaterThan(50);
  expect(new Set(found.map(([place]) => place.split(":")[0])).size).toBeGreaterThan(7);
});

test.each(found)("%s", async (_place, args) => {
  reached = 0;
  let complaint = "";
  const stream = { write: (text: string) => (complaint += text), getColorDepth: () => 1 };
  const before = process.exitCode;
  await run(app, args, { process: { stdout: stream, stderr: stream, env: {} } as never });
  process.exitCode = before;
  expect(complaint).toBe("");
  expect(reached).toBe(1);
});
