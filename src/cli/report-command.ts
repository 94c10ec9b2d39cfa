import { readText } from "../read-text.ts";
import type { Format } from "../reports/format.ts";
import { changeFormats, formats, severalFormats } from "../reports/formats.ts";
import { mergeReports } from "../reports/merge-reports.ts";
import { readAnyReport } from "../reports/read-report.ts";
import type { Behaviour } from "./command.ts";
import { exitCodeOf } from "./guard.ts";
import { runReportIn } from "./named-files.ts";
import { checkFormats, presentReport, wantedReports, writeReports } from "./write-reports.ts";

export const merge: Behaviour<"report merge"> = {
  async run({ report: wanted = [], reportDir }, ...files: string[]) {
    const report = mergeReports(
      await Promise.all(files.map(async (file) => [file, await runReportIn(file)] as const)),
    );
    presentReport(report, checkFormats(wanted, reportDir), true);
    return exitCodeOf(report.verdict);
  },
};

export const render: Behaviour<"report render"> = {
  async run({ report: wanted, reportDir }, ...files: string[]) {
    const [file, ...others] = files as [string, ...string[]];
    const write = <R>(it: R, of: string, known: Readonly<Record<string, Format<R>>>, from?: string) => {
      const isWritten = writeReports(it, wantedReports(of, known, wanted, reportDir), process.stdout, from);
      return isWritten ? 0 : 3;
    };
    if (others.length > 0) {
      const reports = await Promise.all(files.map((each) => runReportIn(each)));
      return write(reports, "several runs together", severalFormats);
    }
    const text = readText(file, "the report");
    const report = readAnyReport(text, file);
    return report.schema === "opencx-conformance/report/1"
      ? write(report, "a run", formats, file)
      : write(report, "a comparison of documents", changeFormats, file);
  },
};
