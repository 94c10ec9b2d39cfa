import type { RunEvent } from "../running/run.ts";
import type { Report, ReportFacts } from "./report.ts";
import type { Surroundings } from "./surroundings.ts";

/** A way to write a report down: the name of its file, and its text. */
export interface Format<R = Report> {
  readonly file: string;
  readonly render: (report: R, surroundings: Surroundings) => string;
  /** Of a format that is written while a run goes on, and then holds more than a report does. */
  readonly live?: (facts: RunFacts) => LiveReport<R>;
}

/** What is known of a run before it begins. */
export type RunFacts = Pick<ReportFacts, "subject" | "suite" | "startedAt">;

/** A report that is written piece by piece while a run goes on: the pieces, one behind another, are the whole text. */
export interface LiveReport<R = Report> {
  readonly event: (event: RunEvent) => string;
  readonly end: Format<R>["render"];
}
