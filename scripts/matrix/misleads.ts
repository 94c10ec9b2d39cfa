import type { Fault } from "../../src/lab/faults/fault.ts";

/**
 * Rules that are broken along with another by one and the same act: a crash on a value is a refusal of it, too, and who
 * refuses what the page's example holds refuses it elsewhere.
 */
const ALONG: readonly (readonly [named: RegExp, also: RegExp])[] = [
  [/^robustness\/no-server-error$/, /accepted$|^rejection\//],
  [/^request\/example-accepted$/, /-accepted$/],
  // What vanishes under __proto__ does so whether it is a text or an object; a server error to a nested object is one.
  [/^rejection\/objects-under-proto-/, /unusual-come-back$/],
  [/^rejection\/nested-/, /^robustness\/no-server-error$/],
];

/**
 * Whether the rules that the first case of a run found broken lead away from the cause of a fault. They do not where
 * the fault names one of them, where one is of the area of the rule that names the cause (`session-data`, `rejection`,
 * ...), or where one and the same act breaks both.
 */
export function misleads(fault: Fault, first: readonly string[]): boolean {
  const [named] = fault.rules;
  return !(
    first.length === 0 ||
    first.some(
      (rule) =>
        fault.rules.includes(rule) ||
        areaOf(rule) === areaOf(named) ||
        ALONG.some(([cause, also]) => cause.test(named) && also.test(rule)),
    )
  );
}

function areaOf(rule: string): string {
  return rule.slice(0, rule.indexOf("/"));
}
