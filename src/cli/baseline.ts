import { compareRuns } from "../impact/behaviour/compare-runs.ts";
import type { Report } from "../reports/report.ts";
import { UsageError } from "../usage-error.ts";
import { runReportIn } from "./named-files.ts";

/** The report of an earlier run, which the present one is compared with. */
export interface Baseline {
  readonly file: string;
  readonly report: Report;
  /** Whether a change of behaviour is to fail. */
  readonly failOnChange: boolean;
}

/** The baseline that the user asked for, if any, before anything is sent. @throws UsageError */
export async function readBaseline(wanted: {
  readonly baseline?: string;
  readonly failOnChange?: boolean;
  readonly profile: string;
}): Promise<Baseline | undefined> {
  const { baseline: file, failOnChange = false, profile } = wanted;
  if (file === undefined) {
    if (failOnChange)
      throw new UsageError(
        "--fail-on-change has nothing to compare with",
        "give the JSON report of an earlier run with --baseline",
      );
    return undefined;
  }
  const report = await runReportIn(file, "the baseline");
  if ((report.profile === "canary") !== (profile === "canary"))
    throw new UsageError(
      `${file} is the report of a run with the profile ${report.profile}, and this one has the profile ${profile}`,
      "a canary is compared with a canary: make a baseline with the same --profile",
    );
  return { file, report, failOnChange };
}

/** The report with what became of the provider's behaviour since the baseline. */
export function withBaseline(report: Report, baseline: Baseline | undefined): Report {
  if (baseline === undefined) return report;
  const comparison = compareRuns(baseline.report, report);
  const failed = baseline.failOnChange && comparison.changed.length > 0;
  return { ...report, baseline: { file: baseline.file, failed, ...comparison } };
}

/** The exit code of a run, with what the comparison asks for. */
export function codeWithBaseline(
  { profile, baseline: found }: Report,
  wanted: Baseline | undefined,
  code: number,
) {
  if (found === undefined) return code;
  if (found.failed) return 1;
  if (wanted?.failOnChange && found.compared === 0) return 3;
  // A canary watches for drift: what was broken before is no news.
  return profile === "canary" && code === 1 ? 0 : code;
}
