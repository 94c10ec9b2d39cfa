import type { Omission } from "../evidence/omission.ts";
import { isSuccess } from "../http/exchange.ts";
import { lostBy } from "./lost-rules.ts";
import type { RuleResult } from "./run-result.ts";

/**
 * The results; a rule that could judge nothing for want of an operation says so, and what to do. `historyStatuses` are
 * those of List history in this run, in their order, and `session` is the one that was given instead of creating any.
 */
export function advised(
  results: readonly RuleResult[],
  historyStatuses: ReadonlySet<number>,
  session: string | undefined,
): RuleResult[] {
  const reasons: [Omission, string][] = [];
  const statuses = [...historyStatuses];
  const crash = statuses.find((status) => status >= 500);
  if (crash !== undefined)
    reasons.push(["history", `List history is answered ${crash}; see why in the provider's log`]);
  else if (statuses.length > 0 && !statuses.some(isSuccess))
    reasons.push([
      "history",
      `List history is answered ${statuses[0]}; if the provider lacks it, add --without history`,
    ]);
  if (session !== undefined)
    reasons.push([
      "create-session",
      "it needs sessions that the suite creates, and --session names one for all; if the provider lacks Create Session, add --without create-session",
    ]);
  return results.map((each) => {
    if (each.outcome !== "inconclusive" || each.checked > 0) return each;
    const reason = reasons.find(([omission]) => lostBy(each.rule.id, [omission]).length > 0)?.[1];
    return reason === undefined ? each : { ...each, reason };
  });
}
