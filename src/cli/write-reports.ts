import { join } from "node:path";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Format, LiveReport, RunFacts } from "../reports/format.ts";
import { formats } from "../reports/formats.ts";
import { hasColour } from "../reports/paint.ts";
import type { Report } from "../reports/report.ts";
import { textReport } from "../reports/text.ts";
import type { RunEvent } from "../running/run.ts";
import { UsageError } from "../usage-error.ts";
import { COMMAND } from "./command-name.ts";
import { outputFor, prepareOutput, STANDARD_OUTPUT, tryToWrite, writeOutput } from "./output-file.ts";

/** One report that is to be written: its format, and where to. */
export interface WantedReport<R = Report> {
  readonly name: string;
  readonly format: Format<R>;
  readonly file: string;
  /** Where it is written while the run goes on: only its end is left to write then. */
  begun?: LiveReport<R> | undefined;
}

/** Reads `FORMAT` and `FORMAT=FILE` of a run, and makes the files ready, before anything is sent. @throws UsageError */
export function checkFormats(wanted: readonly string[], directory?: string): WantedReport[] {
  return wantedReports("a run", formats, wanted, directory);
}

/** Reads `FORMAT` and `FORMAT=FILE`, where `of` can be written in these formats. @throws UsageError */
export function wantedReports<R>(
  of: string,
  known: Readonly<Record<string, Format<R>>>,
  wanted: readonly string[],
  directory = ".",
): WantedReport<R>[] {
  const reports = wanted.map((entry) => {
    const [name, ...rest] = entry.split("=") as [string, ...string[]];
    const format = Object.hasOwn(known, name) ? known[name] : undefined;
    if (format === undefined)
      throw new UsageError(
        `unknown report format "${name}" of ${of}`,
        `choose one of ${Object.keys(known).join(", ")}`,
      );
    const file = rest.length > 0 ? rest.join("=") : join(directory, format.file);
    if (file === "")
      throw new UsageError(`${name}= names no file`, `write ${name}=FILE, or ${name}=- for standard output`);
    if (file !== STANDARD_OUTPUT) prepareOutput(file, `the ${name} report`);
    return { name, format, file };
  });
  const [one, other] = reports.filter(({ file }) => file === STANDARD_OUTPUT);
  if (other !== undefined)
    throw new UsageError(
      `standard output is named for the ${one!.name} report and for the ${other.name} report`,
      "name a file for one of them",
    );
  return reports;
}

/** Begins the reports that are written while a run goes on. Nothing is thrown: what cannot be written is reported at the end. */
export function beginReports(wanted: readonly WantedReport[], facts: RunFacts): void {
  for (const each of wanted) {
    each.begun = each.format.live?.(facts);
    if (each.begun !== undefined) writeOutput(each.file, "");
  }
}

/** Adds what an event says to each report that has begun. */
export function reportEvent(wanted: readonly WantedReport[], event: RunEvent): void {
  for (const { begun, file } of wanted) {
    const text = begun?.event(event) ?? "";
    if (text !== "") writeOutput(file, text, "append");
  }
}

/**
 * Writes the reports, and says to `out` where each one is, or to stderr why it is not there. `from` is the JSON file that
 * they are made of, if there is one. Where GitHub Actions shows a summary, markdown is appended to that, too. Gives whether
 * all that was asked for is written: nothing is thrown, since what was judged stays true.
 */
export function writeReports<R>(
  report: R,
  wanted: readonly WantedReport<R>[],
  out: NodeJS.WritableStream,
  from?: string,
): boolean {
  const summary = process.env.GITHUB_STEP_SUMMARY;
  const json = wanted.find(({ name, file }) => name === "json" && file !== STANDARD_OUTPUT)?.file;
  const surroundings = { command: COMMAND, reportFile: from ?? json ?? "report.json" };
  const problems = wanted.map(({ name, format, file, begun }) => {
    const text = (begun?.end ?? format.render)(report, surroundings);
    const problem = writeOutput(file, text, begun === undefined ? "replace" : "append");
    if (problem === undefined && file !== STANDARD_OUTPUT) out.write(`  written: ${file}\n`);
    const ofSummary = name === "markdown" && summary ? tryToWrite(summary, text, "append") : undefined;
    return { problem, ofSummary };
  });
  for (const { problem, ofSummary } of problems)
    for (const each of [problem, ofSummary]) if (each !== undefined) process.stderr.write(`  ${each}\n`);
  return problems.every(({ problem }) => problem === undefined);
}

/** Prints the summary of a run and writes its reports. Gives where messages for people go. */
export function presentReport(
  report: Report,
  wanted: readonly WantedReport[],
  whole: boolean,
): NodeJS.WriteStream {
  const out = outputFor(wanted);
  const fileOf = (format: string) =>
    wanted.find(({ name, file }) => name === format && file !== STANDARD_OUTPUT)?.file;
  const options = { colour: hasColour(out), whole, command: COMMAND };
  const files = withoutUndefined({ reportFile: fileOf("json"), pageFile: fileOf("html") });
  out.write(`${textReport(report, { ...options, ...files })}\n`);
  writeReports(report, wanted, out);
  return out;
}
