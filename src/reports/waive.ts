import { applyWaivers, type StaleWaiver, type Waiver } from "../evidence/waivers.ts";
import { verdictOf } from "../judging/outcome.ts";
import { rules as registry } from "../send-message/rules/registry.ts";
import { countsAs, type Report } from "./report.ts";

/**
 * The report with accepted deviations marked: a waived rule was run and is shown, and does not count for the verdict.
 * `today` is `YYYY-MM-DD`. A waiver that has expired, or whose rule holds or does not exist, is stale; what was not judged,
 * or only in part, may fail elsewhere.
 */
export function waive(
  report: Report,
  waivers: readonly Waiver[],
  today: string,
): { report: Report; stale: readonly StaleWaiver[] } {
  const broken = report.rules.filter((rule) => rule.outcome === "fail" || rule.outcome === "warn");
  const { waived, stale: idle } = applyWaivers(waivers, broken, (rule) => [rule.id], today);
  const isPart = report.problem !== undefined || report.shards !== undefined;
  const stale = idle.filter(({ id, cause }) => {
    if (cause === "expired" || !registry.some((rule) => rule.id === id)) return true;
    const outcome = report.rules.find((rule) => rule.id === id)?.outcome;
    return !isPart && (outcome === "pass" || outcome === "observed");
  });
  const rules = report.rules.map((rule) => {
    const { reason, until } = waived.get(rule) ?? {};
    return reason === undefined || until === undefined ? rule : { ...rule, waived: { reason, until } };
  });
  const verdict = waived.size === 0 ? report.verdict : verdictOf(rules.map(countsAs));
  return { report: { ...report, rules, verdict }, stale };
}
