import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../contract/errors.ts";
import { type Format, formats } from "../reports/formats.ts";
import type { Report } from "../reports/report.ts";

/** One report that is to be written: its format, and where to. */
export interface WantedReport<R = Report> {
  readonly name: string;
  readonly format: Format<R>;
  readonly file: string;
}

/** Reads `FORMAT` and `FORMAT=FILE` of a run, before anything is sent. @throws UsageError */
export function checkFormats(wanted: readonly string[], directory?: string): WantedReport[] {
  return wantedReports(formats, wanted, directory);
}

/** Reads `FORMAT` and `FORMAT=FILE`, where these formats are known. @throws UsageError */
export function wantedReports<R>(
  known: Readonly<Record<string, Format<R>>>,
  wanted: readonly string[],
  directory = ".",
): WantedReport<R>[] {
  return wanted.map((entry) => {
    const [name, ...rest] = entry.split("=") as [string, ...string[]];
    const format = Object.hasOwn(known, name) ? known[name] : undefined;
    if (format === undefined)
      throw new UsageError(
        "unknown-format",
        `there is no report format ${name}`,
        `choose one of ${Object.keys(known).join(", ")}`,
      );
    return { name, format, file: rest.length > 0 ? rest.join("=") : join(directory, format.file) };
  });
}

/**
 * Writes the reports and returns their files. Where GitHub Actions shows a summary, markdown is appended to that, too.
 * @throws UsageError where one cannot be written
 */
export function writeReports<R>(
  report: R,
  wanted: readonly WantedReport<R>[],
  environment: NodeJS.ProcessEnv = process.env,
): string[] {
  const summary = environment.GITHUB_STEP_SUMMARY;
  return wanted.map(({ name, format, file }) => {
    const text = format.render(report);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (name === "markdown" && summary) appendFileSync(summary, text);
    } catch (error) {
      throw new UsageError(
        "unwritable-report",
        `the report cannot be written to ${file}: ${(error as Error).message}`,
        "check the path",
      );
    }
    return file;
  });
}
