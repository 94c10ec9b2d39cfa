import type { Report, ReportedRule } from "./report.ts";

/**
 * The rules that are broken, in the order in which to look at them: what fails before what warns and what was waived, what
 * the fewest requests show before the rest, and then what was found first.
 */
export function brokenRules({ rules }: Report): ReportedRule[] {
  return rules
    .filter(({ outcome }) => outcome === "fail" || outcome === "warn")
    .toSorted((a, b) => {
      const [one, other] = [rankOf(a), rankOf(b)];
      const at = one.findIndex((rank, index) => rank !== other[index]);
      return at < 0 ? 0 : one[at]! - other[at]!;
    });
}

function rankOf({ outcome, waived, counterexample, foundAfter }: ReportedRule): number[] {
  return [
    waived === undefined ? 0 : 1,
    outcome === "fail" ? 0 : 1,
    counterexample?.exchanges.length ?? Number.MAX_VALUE,
    foundAfter?.requests ?? Number.MAX_VALUE,
  ];
}
