import type { Verdict } from "../judging/outcome.ts";

const CODES: Readonly<Record<Verdict, number>> = { conformant: 0, "not-conformant": 1, inconclusive: 3 };

/** 0 conformant, 1 not conformant, 3 could not tell; 2 is for what was not understood. */
export function exitCodeOf(verdict: Verdict): number {
  return CODES[verdict];
}
