import type { ConsumerAnalysis, Run } from "./consumer-analysis.ts";
import { type ConsumerProgram, isStarted } from "./consumer-case.ts";
import { isAccepted, tries } from "./sends.ts";

/** Whether the program went on running until the suite ended it, as bots and servers do. */
export function wentOn({ stopped }: ConsumerProgram): boolean {
  return stopped === "time limit" || stopped === "idle";
}

/** The happy runs; none where not everything was accepted in the end, or where the sandbox withheld something. */
export function wellRuns(analysis: ConsumerAnalysis): readonly Run[] {
  const happy = analysis.under("happy");
  const isWell = happy.every(
    (run) => !isWithheld(run) && tries(run.sends).every((group) => isAccepted(group.at(-1)!)),
  );
  return isWell ? happy : [];
}

/** How a run ended, in words; `undefined` where the suite did not start it. */
export function endingOf({ program }: Run): string | undefined {
  if (wentOn(program)) return "it went on running";
  if (!isStarted(program)) return undefined;
  return typeof program.exit === "number"
    ? `it ended with exit code ${program.exit}`
    : `it ended with signal ${program.exit}`;
}

/**
 * Whether the sandbox withheld something from the program: another host, an operation that it does not know, or a
 * body that was too large for it. How the program ended, or what it sent, may then be the fault of the sandbox.
 */
export function isWithheld({ requests, elsewhere }: Run, sinceMs = 0): boolean {
  return (
    elsewhere.some(({ error, endedMs }) => error !== undefined && endedMs >= sinceMs) ||
    requests.some(
      ({ endedMs, operation, error }) =>
        endedMs >= sinceMs &&
        (error?.kind === "too-large" || (operation === undefined && error?.kind !== "protocol")),
    )
  );
}
