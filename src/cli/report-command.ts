import { buildCommand, buildRouteMap } from "@stricli/core";
import { changeFormats, formats } from "../reports/formats.ts";
import { guarded } from "./guard.ts";
import { readText } from "./select-rules.ts";
import { tellWritten, wantedReports, writeReports } from "./write-reports.ts";

interface RenderFlags {
  readonly report: readonly string[];
  readonly reportDir?: string;
}

const render = buildCommand<RenderFlags, [string]>({
  docs: { brief: "writes a JSON report, of a run or of a comparison, in other formats" },
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
      kind: "tuple",
      parameters: [{ brief: "report.json or changes.json", parse: String, placeholder: "REPORT" }],
    },
  },
  func: guarded(async ({ report: wanted, reportDir }: RenderFlags, file: string) => {
    const text = readText(file, "the report");
    // What checks it takes its time to load.
    const { readAnyReport } = await import("../reports/read-report.ts");
    const report = readAnyReport(text, file);
    const written =
      report.schema === "opencx-conformance/report/1"
        ? writeReports(report, wantedReports(formats, wanted, reportDir), { from: file })
        : writeReports(report, wantedReports(changeFormats, wanted, reportDir), { from: file });
    tellWritten(written);
    return written.problems.length > 0 ? 2 : 0;
  }),
});

/** What is done with reports that were written before. */
export const reportRoutes = buildRouteMap({
  routes: { render },
  docs: { brief: "works with reports that were written before" },
});
