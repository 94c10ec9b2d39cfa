import { buildRouteMap } from "@stricli/core";
import { readText } from "../read-text.ts";
import type { Format } from "../reports/format.ts";
import { changeFormats, formats, severalFormats } from "../reports/formats.ts";
import { command } from "./command.ts";
import { exitCodeOf } from "./guard.ts";
import { runReportIn } from "./named-files.ts";
import { checkFormats, presentReport, wantedReports, writeReports } from "./write-reports.ts";

const merge = command("report merge", {
  brief: "puts the reports of the shards of one run together: one report, one verdict",
  arguments: { any: { brief: "report.json of a shard", placeholder: "REPORT" }, minimum: 1 },
  async run({ report: wanted = [], reportDir }, ...files: string[]) {
    const { mergeReports } = await import("../reports/merge-reports.ts");
    const report = mergeReports(
      await Promise.all(files.map(async (file) => [file, await runReportIn(file)] as const)),
    );
    const { isWritten } = presentReport(report, checkFormats(wanted, reportDir), true);
    return isWritten ? exitCodeOf(report.verdict) : 2;
  },
});

const render = command("report render", {
  brief: "writes a JSON report in other formats; several reports of runs make one page, side by side",
  arguments: { any: { brief: "report.json or changes.json", placeholder: "REPORT" }, minimum: 1 },
  async run({ report: wanted, reportDir }, ...files: string[]) {
    const [file, ...others] = files as [string, ...string[]];
    const write = <R>(it: R, of: string, known: Readonly<Record<string, Format<R>>>, from?: string) =>
      writeReports(it, wantedReports(of, known, wanted, reportDir), process.stdout, from) ? 0 : 2;
    if (others.length > 0) {
      const reports = await Promise.all(files.map((each) => runReportIn(each)));
      return write(reports, "several runs together", severalFormats);
    }
    const text = readText(file, "the report");
    // What checks it takes its time to load.
    const { readAnyReport } = await import("../reports/read-report.ts");
    const report = readAnyReport(text, file);
    return report.schema === "opencx-conformance/report/1"
      ? write(report, "a run", formats, file)
      : write(report, "a comparison of documents", changeFormats, file);
  },
});

/** What is done with reports that were written before. */
export const reportRoutes = buildRouteMap({
  routes: { render, merge },
  docs: { brief: "works with reports that were written before" },
});
