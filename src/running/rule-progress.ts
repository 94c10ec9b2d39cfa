import type { Case } from "../evidence/case.ts";
import type { Json } from "../json/json.ts";
import type { Violation } from "../judging/judgement.ts";
import type { Outcome } from "../judging/outcome.ts";
import type { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import { isFedBy, type Rule } from "../send-message/rules/rule.ts";

/** Why a rule is inconclusive of which nothing was there to judge. */
export const NOTHING_SHOWS = "nothing that this run sent shows it; use a larger --profile";

/** What the cases of a run have said of one rule so far. */
export class RuleProgress {
  readonly rule: Rule;
  checked = 0;
  cases = 0;
  /** Requests of the cases that held anything to judge. */
  requests = 0;
  /** Time of those cases, in milliseconds. */
  ms = 0;
  failures = 0;
  undecided: string | undefined;
  /** The first failure, and how many requests had been sent when it was known. */
  first:
    | {
        readonly case: Case;
        readonly violation: Violation;
        readonly afterRequests: number;
        readonly afterMs: number;
      }
    | undefined;
  readonly #observed = new Map<string, Json>();

  constructor(rule: Rule) {
    this.rule = rule;
  }

  /** Judges a case; whether it is the first that breaks the rule. */
  add(it: CaseAnalysis, at: { requests: number; ms: number }): boolean {
    // Other scenarios may touch an open point on their way; only its own ask it so that the answer is always the same.
    if (this.rule.basis === "open" && !isFedBy(this.rule, it.case.scenario)) return false;
    const { checked, violations, undecided, observed } = this.rule.judge(it);
    this.checked += checked;
    if (checked > 0) {
      this.cases += 1;
      this.requests += it.case.exchanges.length;
      this.ms += timeOf(it.case);
    }
    this.undecided ??= undecided;
    if (observed !== undefined) this.#observed.set(JSON.stringify(observed), observed);
    this.failures += violations.length;
    const violation = violations[0];
    if (violation === undefined || this.first !== undefined) return false;
    this.first = { case: it.case, violation, afterRequests: at.requests, afterMs: at.ms };
    return true;
  }

  /** What was observed: one value, or the list of all that were, in a stable order. */
  observed(): Json | undefined {
    if (this.#observed.size <= 1) return [...this.#observed.values()][0];
    const each = [...this.#observed.values()].flatMap((value) => (Array.isArray(value) ? value : [value]));
    const unique = new Map(each.map((value) => [JSON.stringify(value), value]));
    return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  }

  /** The outcome, and the reason where there is none to be seen in the evidence. */
  outcome(strict: boolean, missing: string | undefined): { outcome: Outcome; reason?: string } {
    const { basis } = this.rule;
    if (basis === "open") {
      if (this.#observed.size > 0) return { outcome: "observed" };
      return { outcome: "skipped", reason: missing ?? this.undecided ?? "nothing in this run showed it" };
    }
    if (this.first !== undefined) return { outcome: basis === "stated" || strict ? "fail" : "warn" };
    if (this.checked > 0) return { outcome: "pass" };
    if (missing !== undefined) return { outcome: "skipped", reason: missing };
    // Whether a provider tells an external system anything is its own business.
    if (this.rule.needs === "a ticketing sink")
      return { outcome: "skipped", reason: "no later message arrived at the ticketing sink" };
    return {
      outcome: "inconclusive",
      reason: this.undecided ?? NOTHING_SHOWS,
    };
  }
}

function timeOf({ exchanges }: Case): number {
  const [first] = exchanges;
  return first === undefined ? 0 : Math.max(...exchanges.map(({ endedMs }) => endedMs)) - first.startedMs;
}
