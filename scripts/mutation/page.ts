import { readFileSync, writeFileSync } from "node:fs";
import { MUTATED } from "./mutated.ts";

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface MutatedFile {
  readonly path: string;
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

const NOTICED: readonly string[] = ["Killed", "Timeout"];
const UNNOTICED: readonly string[] = ["Survived", "NoCoverage"];

/** Writes docs/mutation.md from the reports that Stryker left. */
export function writePage(): void {
  const parts = MUTATED.map(({ name }) => ({ name, own: filesOf(name) }));
  const files = parts.flatMap(({ own }) => own).filter((file) => count([file]).all > 0);
  const page = [
    "# Our own code under mutation",
    "",
    "Written by `npm run mutation`: Stryker changes the rules for providers and what runs them in one place at a time, and runs the tests that",
    "reach the place, of [tests/send-message/rules](../tests/send-message/rules) or [tests/running](../tests/running), but for those that take seconds each. A change that makes a",
    "test fail, or run out of time, was noticed. Texts are not changed, nor what is run once when a file is loaded.",
    "",
    "| | changes | noticed | not noticed | score |",
    "| --- | --- | --- | --- | --- |",
    ...parts.map(({ name, own }) => row([name, ...Object.values(count(own))])),
    row(["**both**", ...Object.values(count(files))]),
    "",
    ...readFileSync("scripts/mutation/remarks.md", "utf8").trim().split("\n"),
    "",
    "## Files",
    "",
    "| file | changes | noticed | not noticed | score |",
    "| --- | --- | --- | --- | --- |",
    ...files.map((file) => row([file.path, ...Object.values(count([file]))])),
    "",
    "## Not noticed",
    ...files.flatMap(unnoticedIn),
    "",
  ].join("\n");
  writeFileSync("docs/mutation.md", page);
}

function filesOf(part: string): MutatedFile[] {
  const report = JSON.parse(readFileSync(`reports/mutation-${part}.json`, "utf8")) as {
    readonly files: { readonly [path: string]: Omit<MutatedFile, "path"> };
  };
  return Object.entries(report.files).map(([path, file]) => ({ path, ...file }));
}

/** What came of the changes in these files: how many were judged, noticed, and not. */
function count(files: readonly MutatedFile[]) {
  const statuses = files.flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const noticed = statuses.filter((status) => NOTICED.includes(status)).length;
  const unnoticed = statuses.filter((status) => UNNOTICED.includes(status)).length;
  const all = noticed + unnoticed;
  return { all, noticed, unnoticed, score: all === 0 ? "-" : `${((100 * noticed) / all).toFixed(1)}%` };
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The changes in a file that no test noticed, each with its line, and what stands there before and after. */
function unnoticedIn({ path, source, mutants }: MutatedFile): string[] {
  const lines = source.split("\n");
  const own = mutants.filter(({ status }) => UNNOTICED.includes(status));
  if (own.length === 0) return [];
  const items = own
    .toSorted((a, b) => a.location.start.line - b.location.start.line)
    .map(({ location: { start, end }, replacement = "" }) => {
      const until = start.line === end.line ? end.column - 1 : undefined;
      const before = lines[start.line - 1]!.slice(start.column - 1, until);
      return `- ${start.line}: ${code(before)} → ${code(replacement)}`;
    });
  return ["", `### ${path}`, "", ...items];
}

/** Code in one line, cut where it is long. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const shown = line.length > 90 ? `${line.slice(0, 90)}…` : line;
  return `\`\` ${shown} \`\``;
}
