import type { Basis, Outcome } from "../judging/outcome.ts";
import type { Style } from "./paint.ts";

interface Look {
  /** What is said of a rule that came out so. */
  readonly word: string;
  /** Beside the colour, so that nobody needs to see the colour. */
  readonly sign: string;
  /** In a terminal. */
  readonly style: Style;
  /** As NDJSON and CTRF name it, which programs read. */
  readonly standing: string;
}

/** How each outcome is shown, the worst first. */
export const LOOKS: Readonly<Record<Outcome, Look>> = {
  fail: { word: "failed", sign: "✕", style: "red", standing: "failed" },
  warn: { word: "warned", sign: "!", style: "yellow", standing: "warned" },
  inconclusive: { word: "inconclusive", sign: "?", style: "magenta", standing: "undecided" },
  pass: { word: "passed", sign: "✓", style: "green", standing: "passed" },
  observed: { word: "observed", sign: "·", style: "gray", standing: "noted" },
  skipped: { word: "skipped", sign: "–", style: "gray", standing: "skipped" },
};

/** Outcomes, the worst first. */
export const OUTCOMES = Object.keys(LOOKS) as readonly Outcome[];

/** Where a duty comes from, and what a break of it means. */
export const BASIS_WORDS: Readonly<Record<Basis, readonly [origin: string, effect: string]>> = {
  stated: ["the page says so", "breaking it fails"],
  implied: ["it follows from what the page says", "breaking it warns, and fails under --strict"],
  open: ["the page leaves it open", "what is done is recorded"],
};

/** How often each outcome is there, the worst first. */
export function countOutcomes(items: readonly { readonly outcome: Outcome }[]): [Outcome, number][] {
  const groups = Map.groupBy(items, ({ outcome }) => outcome);
  return OUTCOMES.flatMap((outcome) => {
    const count = groups.get(outcome)?.length;
    return count === undefined ? [] : [[outcome, count]];
  });
}

/** "2 failed, 11 passed". */
export function countWords(items: readonly { readonly outcome: Outcome }[]): string {
  return countOutcomes(items)
    .map(([outcome, count]) => `${count} ${LOOKS[outcome].word}`)
    .join(", ");
}
