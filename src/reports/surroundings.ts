import type { Report } from "./report.ts";
import { shellWord } from "./script.ts";

/** Where a report is read: what the line that runs a failure again needs to know. */
export interface Surroundings {
  /** The command that the user typed, up to its first argument. */
  readonly command: string;
  /** Where the JSON report is, if there is one. */
  readonly reportFile?: string;
}

/** The command that runs the failure of a rule again, with the options that the run had. */
export function replayLine(
  id: string,
  { settings }: Report,
  { command, reportFile = "report.json" }: Surroundings,
): string {
  const { spec, options = [] } = settings ?? {};
  const needed = [...(spec === undefined ? [] : [`--spec ${shellWord(spec)}`]), ...options];
  return [`${command} replay ${shellWord(reportFile)} ${id}`, ...needed].join(" ");
}
