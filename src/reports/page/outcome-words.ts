import type { Basis, Outcome } from "../../judging/outcome.ts";

/** Outcomes as a person reads them, the worst first. */
export const OUTCOMES: readonly Outcome[] = ["fail", "warn", "inconclusive", "pass", "observed", "skipped"];

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  fail: "failed",
  warn: "warned",
  inconclusive: "inconclusive",
  pass: "passed",
  observed: "observed",
  skipped: "not tested",
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

/** Where a duty comes from. */
export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  stated: "The page says so.",
  implied: "It follows from what the page says.",
  open: "The page leaves it open.",
};

/** What a break of it means. */
export const BREAK_WORDS: Readonly<Record<Basis, string>> = {
  stated: "Breaking it fails.",
  implied: "Breaking it warns, and fails under --strict.",
  open: "It is recorded, and fails nobody.",
};

/** The worst of some outcomes. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? "skipped";
}

/** "2 failed, 11 passed". */
export function countWords(outcomes: readonly Outcome[]): string {
  return OUTCOMES.flatMap((outcome) => {
    const count = outcomes.filter((each) => each === outcome).length;
    return count === 0 ? [] : [`${count} ${OUTCOME_WORDS[outcome]}`];
  }).join(", ");
}
