import type { Report } from "./report.ts";

/** A way to write a report down: the name of its file, and its text. */
export interface Format {
  readonly file: string;
  readonly render: (report: Report) => string;
}

/** Every format by its name. */
export const formats: Readonly<Record<string, Format>> = {
  json: { file: "report.json", render: (report) => `${JSON.stringify(report, null, 2)}\n` },
};
