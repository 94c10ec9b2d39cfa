import { applyWaivers, type StaleWaiver, type Waiver } from "../evidence/waivers.ts";
import { verdictOf } from "../judging/outcome.ts";
import { countsAs, type Report } from "./report.ts";

/**
 * The report with accepted deviations marked: a waived rule was run and is shown, and does not count for the verdict.
 * `today` is `YYYY-MM-DD`. A waiver that has expired, or whose rule does not fail, is stale.
 */
export function waive(
  report: Report,
  waivers: readonly Waiver[],
  today: string,
): { report: Report; stale: readonly StaleWaiver[] } {
  const broken = report.rules.filter((rule) => rule.outcome === "fail" || rule.outcome === "warn");
  const { waived, stale } = applyWaivers(waivers, broken, (rule) => [rule.id], today);
  const rules = report.rules.map((rule) => {
    const { reason, until } = waived.get(rule) ?? {};
    return reason === undefined || until === undefined ? rule : { ...rule, waived: { reason, until } };
  });
  const verdict = waived.size === 0 ? report.verdict : verdictOf(rules.map(countsAs));
  return { report: { ...report, rules, verdict }, stale };
}
