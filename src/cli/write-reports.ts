import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../contract/errors.ts";
import { formats } from "../reports/formats.ts";
import type { Report } from "../reports/report.ts";

/** One report that is to be written: its format, and where to. */
export interface WantedReport {
  readonly format: string;
  readonly file: string;
}

/** Reads `FORMAT` and `FORMAT=FILE`, before anything is sent. @throws UsageError */
export function checkFormats(wanted: readonly string[], directory = "."): WantedReport[] {
  return wanted.map((entry) => {
    const [format, ...rest] = entry.split("=") as [string, ...string[]];
    const known = formats[format];
    if (known === undefined)
      throw new UsageError(
        "unknown-format",
        `there is no report format ${format}`,
        `choose one of ${Object.keys(formats).join(", ")}`,
      );
    return { format, file: rest.length > 0 ? rest.join("=") : join(directory, known.file) };
  });
}

/** Writes the reports and returns their files. @throws UsageError where one cannot be written */
export function writeReports(report: Report, wanted: readonly WantedReport[]): string[] {
  return wanted.map(({ format, file }) => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, formats[format]!.render(report));
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
