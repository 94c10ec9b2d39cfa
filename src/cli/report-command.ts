import { buildCommand, buildRouteMap } from "@stricli/core";
import { changeFormats, formats, severalFormats } from "../reports/formats.ts";
import { guarded } from "./guard.ts";
import { readText } from "./select-rules.ts";
import { tellWritten, type WrittenReports, wantedReports, writeReports } from "./write-reports.ts";

interface RenderFlags {
  readonly report: readonly string[];
  readonly reportDir?: string;
}

const render = buildCommand<RenderFlags, string[]>({
  docs: {
    brief: "writes a JSON report in other formats; several reports of runs make one page, side by side",
  },
  parameters: {
    flags: {
      report: {
        kind: "parsed",
        parse: String,
        brief: "the format to write, FORMAT or FORMAT=FILE (repeatable)",
        variadic: true,
      },
      reportDir: {
        kind: "parsed",
        parse: String,
        brief: "folder for reports without a file name [.]",
        optional: true,
      },
    },
    positional: {
      kind: "array",
      parameter: { brief: "report.json or changes.json", parse: String, placeholder: "REPORT" },
      minimum: 1,
    },
  },
  func: guarded(async ({ report: wanted, reportDir }: RenderFlags, ...files: readonly string[]) => {
    // What checks it takes its time to load.
    const { readAnyReport, readRunReport } = await import("../reports/read-report.ts");
    const [file, ...others] = files as [string, ...string[]];
    const text = readText(file, "the report");
    if (others.length > 0) {
      const reports = files.map((each) => readRunReport(readText(each, "the report"), each));
      return tell(writeReports(reports, wantedReports(severalFormats, wanted, reportDir)));
    }
    const report = readAnyReport(text, file);
    return tell(
      report.schema === "opencx-conformance/report/1"
        ? writeReports(report, wantedReports(formats, wanted, reportDir), { from: file })
        : writeReports(report, wantedReports(changeFormats, wanted, reportDir), { from: file }),
    );
  }),
});

function tell(written: WrittenReports): number {
  tellWritten(written);
  return written.problems.length > 0 ? 2 : 0;
}

/** What is done with reports that were written before. */
export const reportRoutes = buildRouteMap({
  routes: { render },
  docs: { brief: "works with reports that were written before" },
});
