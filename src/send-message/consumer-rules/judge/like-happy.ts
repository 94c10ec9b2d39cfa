import type { Judgement } from "../../../judging/judgement.ts";
import { type ConsumerAnalysis, type Run, tries } from "../consumer-analysis.ts";
import { NOT_STARTED, wentOn } from "../consumer-case.ts";
import { isAccepted } from "./accepted.ts";
import { isWithheld } from "./withheld.ts";

const NOTHING_TO_COMPARE: Judgement = { checked: 0, violations: [] };

/**
 * The program does what it does when all is well: it ends alike, and sends as much. What its happy runs do not
 * agree in is not compared. `exercised` says whether the run met what the condition is about.
 */
export function likeHappy(what: string, exercised: (run: Run) => boolean) {
  return (run: Run, it: ConsumerAnalysis): Judgement => {
    const happy = wellRuns(it);
    if (happy.length === 0 || isWithheld(run) || !exercised(run)) return NOTHING_TO_COMPARE;
    const differences = FEATURES.flatMap(({ of, words }) => {
      const usual = new Set(happy.map(of));
      const [expected] = usual;
      const got = of(run);
      if (usual.size !== 1 || expected === undefined) return [];
      return [{ same: got === expected, expected: words(expected), got: words(got ?? "unknown") }];
    });
    return {
      checked: differences.length,
      violations: differences
        .filter(({ same }) => !same)
        .slice(0, 1)
        .map(({ expected, got }) => ({
          exchanges: run.sends.map(({ index }) => index),
          expected: `with ${what}, as when all is well: ${expected}`,
          got,
        })),
    };
  };
}

const FEATURES: readonly {
  readonly of: (run: Run) => string | number | undefined;
  readonly words: (value: string | number) => string;
}[] = [
  { of: endingOf, words: (value) => `it ended with ${value}` },
  // What runs until it is stopped sends as often as it has time for.
  {
    of: (run) => (run.program.stopped === undefined ? run.sends.length : undefined),
    words: (value) => `it sent ${value === 1 ? "one message" : `${value} messages`}`,
  },
];

/** The happy runs; none where not everything was accepted in the end, or where the sandbox withheld something. */
export function wellRuns(it: ConsumerAnalysis): readonly Run[] {
  const happy = it.under("happy");
  const isWell = happy.every(
    (run) => !isWithheld(run) && tries(run.sends).every((group) => isAccepted(group.at(-1)!)),
  );
  return isWell ? happy : [];
}

/** How a run ended, in words; `undefined` where the suite did not start it. */
export function endingOf({ program }: Run): string | undefined {
  if (wentOn(program)) return "no end: it went on running";
  if (program.exit === NOT_STARTED) return undefined;
  return typeof program.exit === "number" ? `exit code ${program.exit}` : `signal ${program.exit}`;
}
