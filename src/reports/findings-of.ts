import type { ChangeReport } from "./change-report.ts";
import type { Findings } from "./finding.ts";
import { findingsOfChanges } from "./findings-of-changes.ts";
import { findingsOfReport } from "./findings-of-report.ts";
import type { Report } from "./report.ts";

/** A report of any command, as it stands in its JSON file. */
export type AnyReport = Report | ChangeReport;

/** The findings of a report, by what its `schema` says it is. */
export function findingsOf(report: AnyReport): Findings {
  switch (report.schema) {
    case "opencx-conformance/report/1":
      return findingsOfReport(report);
    case "opencx-conformance/changes/1":
      return findingsOfChanges(report);
  }
}
