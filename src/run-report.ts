import { suiteFacts } from "./cli/command-name.ts";
import { parseWaivers } from "./evidence/waivers.ts";
import { formats } from "./reports/formats.ts";
import { type Report, reportOf } from "./reports/report.ts";
import { waive } from "./reports/waive.ts";
import type { RunResult } from "./running/run-result.ts";
import { pageContract } from "./send-message/contract/page-contract.ts";
import { UsageError } from "./usage-error.ts";

export interface ReportOptions {
  /** What the report calls the provider. */
  readonly name: string;
  readonly url?: string;
  /** Whether the run was strict. */
  readonly strict?: boolean;
  /** SHA-256 of the document that was judged by. Default: the page's. */
  readonly contract?: string;
  /** Accepted deviations: one `id # reason, until YYYY-MM-DD` a line. */
  readonly waivers?: string;
}

/** The result of a run as the plain data of report.json; waived rules do not count for its verdict. @throws UsageError for waivers that cannot be read */
export function reportRun(result: RunResult, options: ReportOptions): Report {
  const { name, url, strict = false, contract = pageContract.digest, waivers } = options;
  const now = new Date().toISOString();
  const report = reportOf(result, {
    subject: { kind: "provider", name, ...(url === undefined ? {} : { url }), embedded: false },
    suite: suiteFacts(contract),
    startedAt: now,
    strict,
  });
  return waivers === undefined
    ? report
    : waive(report, parseWaivers(waivers, "the waivers"), now.slice(0, 10)).report;
}

/** A report as the text of a format: json, html, markdown, sarif, junit, ctrf and others. @throws UsageError for another */
export function renderReport(report: Report, format: string): string {
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (found === undefined)
    throw new UsageError(
      `unknown report format "${format}"`,
      `choose one of ${Object.keys(formats).join(", ")}`,
    );
  return found.render(report, { command: "npx opencx-conformance", reportFile: "report.json" });
}
