import { parseWaivers, type Waiver } from "../evidence/waivers.ts";
import type { Report } from "../reports/report.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { loadContract } from "../send-message/contract/load-contract.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { readText } from "./read-text.ts";

/** The contract of the document that the user names; the page's where none is named. @throws UsageError */
export async function contractIn(file: string | undefined): Promise<Contract> {
  return file === undefined ? pageContract : loadContract(readText(file, "the document"), file);
}

/** The waivers of the file that the user names, if any. @throws UsageError */
export function waiversIn(file: string | undefined): Waiver[] {
  return file === undefined ? [] : parseWaivers(readText(file, "the waivers"), file);
}

/** The report of a run; `what` it is to the command stands in messages. @throws UsageError for what is not one */
export async function runReportIn(file: string, what = "the report"): Promise<Report> {
  const text = readText(file, what);
  // What checks it takes its time to load.
  const { readRunReport } = await import("../reports/read-report.ts");
  return readRunReport(text, file);
}
