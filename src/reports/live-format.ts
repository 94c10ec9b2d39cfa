import type { RunEvent } from "../running/run.ts";
import type { Report, ReportFacts } from "./report.ts";

/** What is known of a run before it begins. */
export type RunFacts = Pick<ReportFacts, "subject" | "suite" | "startedAt">;

/** A report that is written piece by piece while a run goes on: the pieces, one behind another, are the whole text. */
export interface LiveReport {
  readonly event: (event: RunEvent) => string;
  readonly end: (report: Report) => string;
}

/** Begins such a report. */
export type StartLive = (facts: RunFacts) => LiveReport;
