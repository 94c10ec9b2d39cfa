import type { Case } from "../evidence/case.ts";

/** A wait of the run may seem this much shorter from its exchanges, in milliseconds: it ends after the last of them. */
const TOLERANCE_MS = 100;

/**
 * Whether reads were given up no sooner than the run gives them up: a case whose looks are shorter than what was asked
 * for comes behind one that waited in vain for all of it.
 */
export function readWaits(settleMs: number) {
  let firstInVainMs = Number.POSITIVE_INFINITY;
  let firstImpatientMs = Number.POSITIVE_INFINITY;
  return {
    /** Takes a case of the run; what cannot be about it. */
    accept(it: Case): string | undefined {
      if (it.patienceMs !== null && it.patienceMs > settleMs)
        return `${it.id} waited ${it.patienceMs} ms for reads, where the run was asked for ${settleMs} ms`;
      const last = it.exchanges.at(-1);
      if (it.patienceMs !== settleMs && last !== undefined)
        firstImpatientMs = Math.min(firstImpatientMs, last.endedMs);
      firstInVainMs = Math.min(firstInVainMs, ...endsOfWaits(it, settleMs));
      return undefined;
    },
    problem: () =>
      firstImpatientMs < firstInVainMs
        ? "cases gave reads up before any wait of the run was in vain"
        : undefined,
  };
}

/** When the looks of a case ended that gave a write all of its time. */
function endsOfWaits({ steps, exchanges }: Case, settleMs: number): number[] {
  return steps.flatMap((step, index) => {
    if (step.do !== "observe" && step.do !== "history") return [];
    const own = exchanges.filter((exchange) => exchange.step === index);
    if (!own.some(({ purpose }) => purpose === "poll")) return [];
    // What is missing has its time from its own write on, which may be the first of the case.
    const write = exchanges.find(({ step, operation }) => step <= index && operation === "sendMessage");
    const fromMs = write?.endedMs ?? own[0]?.startedMs ?? 0;
    const toMs = own.at(-1)?.endedMs ?? 0;
    return toMs - fromMs >= settleMs - TOLERANCE_MS ? [toMs] : [];
  });
}
