import type { Basis, Outcome } from "../judging/outcome.ts";

/** Outcomes, the worst first. */
export const OUTCOMES: readonly Outcome[] = ["fail", "warn", "inconclusive", "pass", "observed", "skipped"];

/** What is said of a rule that came out so. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  fail: "failed",
  warn: "warned",
  inconclusive: "inconclusive",
  pass: "passed",
  observed: "observed",
  skipped: "skipped",
};

/** A sign beside the colour, so that nobody needs to see the colour. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  fail: "✕",
  warn: "!",
  inconclusive: "?",
  pass: "✓",
  observed: "·",
  skipped: "–",
};

/** Where a duty comes from, and what a break of it means. */
export const BASIS_WORDS: Readonly<Record<Basis, readonly [origin: string, effect: string]>> = {
  stated: ["the page says so", "breaking it fails"],
  implied: ["it follows from what the page says", "breaking it warns, and fails under --strict"],
  open: ["the page leaves it open", "what is done is recorded"],
};

/** How often each outcome is there, the worst first. */
export function countOutcomes(items: readonly { readonly outcome: Outcome }[]): [Outcome, number][] {
  return OUTCOMES.map((outcome): [Outcome, number] => [
    outcome,
    items.filter((item) => item.outcome === outcome).length,
  ]).filter(([, count]) => count > 0);
}

/** "2 failed, 11 passed". */
export function countWords(items: readonly { readonly outcome: Outcome }[]): string {
  return countOutcomes(items)
    .map(([outcome, count]) => `${count} ${OUTCOME_WORDS[outcome]}`)
    .join(", ");
}
