import { readFileSync, writeFileSync } from "node:fs";
import { MUTATED } from "./mutated.ts";

interface Mutant {
  readonly mutatorName: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** What a change that no test notices looks like in a count: mutants that were judged, and those that were noticed. */
function count(mutants: readonly Mutant[]) {
  const of = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status));
  const noticed = of("Killed", "Timeout").length;
  const unnoticed = of("Survived", "NoCoverage").length;
  const all = noticed + unnoticed;
  return { all, noticed, unnoticed, score: all === 0 ? "-" : `${((100 * noticed) / all).toFixed(1)}%` };
}

function filesOf(part: string) {
  const report = JSON.parse(readFileSync(`reports/mutation-${part}.json`, "utf8")) as {
    readonly files: { readonly [path: string]: { readonly mutants: readonly Mutant[] } };
  };
  return report.files;
}

/** Writes docs/mutation.md from the reports that Stryker left. */
export function writePage(): void {
  const files = MUTATED.flatMap(({ name }) => Object.entries(filesOf(name)))
    .map(([path, { mutants }]) => ({ path, mutants, ...count(mutants) }))
    .filter(({ all }) => all > 0);
  const folderOf = (path: string) =>
    path
      .split("/")
      .slice(0, path.startsWith("src/rules/") ? 3 : 2)
      .join("/");
  const folders = [...Map.groupBy(files, ({ path }) => folderOf(path.replace(/[^/]+\.ts$/, "x")))];
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const unnoticed = files.flatMap(({ path, mutants }) =>
    mutants
      .filter(({ status }) => status === "Survived" || status === "NoCoverage")
      .map(({ location, mutatorName }) => ({ path, line: location.start.line, mutatorName })),
  );

  const page = [
    "# Our own code under mutation",
    "",
    "Written by `npm run mutation`: Stryker changes the rules for providers and the engine in one place at a time, and runs the tests of",
    "rules, model and engine, but for those that take minutes. A change that makes a test fail, or run out of time, was noticed. Texts are not",
    "changed: they are what a report says, and reports have tests of their own. What is run once when a file is loaded is left out as well.",
    "",
    row(["folder", "changes", "noticed", "not noticed", "score"]),
    row(["---", "---", "---", "---", "---"]),
    ...folders.map(([folder, own]) => {
      const { all, noticed, unnoticed: rest, score } = count(own.flatMap(({ mutants }) => mutants));
      return row([folder, all, noticed, rest, score]);
    }),
    row(["**all**", ...Object.values(count(files.flatMap(({ mutants }) => mutants)))]),
    "",
    "## Files",
    "",
    row(["file", "changes", "not noticed", "score"]),
    row(["---", "---", "---", "---"]),
    ...files.map(({ path, all, unnoticed: rest, score }) => row([path, all, rest, score])),
    "",
    "## Not noticed",
    "",
    ...[...Map.groupBy(unnoticed, ({ path }) => path)].map(
      ([path, own]) =>
        `- ${path}: ${own.map(({ line, mutatorName }) => `${line} (${mutatorName})`).join(", ")}`,
    ),
    "",
  ].join("\n");
  writeFileSync("docs/mutation.md", page);
}
