/**
 * Where a duty comes from: `stated` by the page, `implied` by what the page states, or left `open` by it.
 * Only a stated duty fails a provider; an implied one warns, unless the user asks for strictness.
 */
export type Basis = "stated" | "implied" | "open";

/** What came of judging one rule. */
export type Outcome = "pass" | "fail" | "warn" | "observed" | "inconclusive" | "skipped";

/** What came of a whole run. */
export type Verdict = "conformant" | "not-conformant" | "inconclusive";

/** What breaking a duty makes of its rule. */
export function severityOf(basis: Basis, strict: boolean): Outcome {
  return basis === "stated" || strict ? "fail" : "warn";
}

/** A run fails by a failed rule; a run that judged nothing, or left a rule undecided, is inconclusive. */
export function verdictOf(outcomes: readonly Outcome[]): Verdict {
  if (outcomes.includes("fail")) return "not-conformant";
  if (outcomes.includes("inconclusive")) return "inconclusive";
  return outcomes.some((outcome) => outcome === "pass" || outcome === "warn") ? "conformant" : "inconclusive";
}
