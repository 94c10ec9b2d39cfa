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
  const accepted = new Map(
    waived.map(({ item, waiver }) => [item.id, { reason: waiver.reason, until: waiver.until }]),
  );
  const rules = report.rules.map((rule) => {
    const waiver = accepted.get(rule.id);
    return waiver === undefined ? rule : { ...rule, waived: waiver };
  });
  const verdict = accepted.size === 0 ? report.verdict : verdictOf(rules.map(countsAs));
  return { report: { ...report, rules, verdict }, stale };
}
