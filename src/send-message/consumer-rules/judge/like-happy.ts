import { UNCONCERNED } from "../../../judging/judgement.ts";
import type { ConsumerAnalysis, Run } from "../consumer-analysis.ts";
import { NOT_STARTED, wentOn } from "../consumer-case.ts";
import type { ConsumerJudge } from "../consumer-rule.ts";
import { isAccepted, tries } from "../sends.ts";

/**
 * The program does what it does when all is well: it ends alike, and sends as much. What its happy runs do not
 * agree in is not compared. `exercised` says whether the run met what the condition is about.
 */
export function likeHappy(what: string, exercised: (run: Run) => boolean): ConsumerJudge {
  return (run, analysis) => {
    const happy = wellRuns(analysis);
    if (happy.length === 0 || isWithheld(run) || !exercised(run)) return UNCONCERNED;
    const compared = FEATURES.flatMap(({ of, words }) => {
      const [usual, ...others] = new Set(happy.map(of));
      const got = of(run);
      if (others.length > 0 || usual === undefined) return [];
      return [{ isSame: got === usual, expected: words(usual), got: words(got ?? "unknown") }];
    });
    const different = compared.find(({ isSame }) => !isSame);
    return {
      checked: compared.length,
      violations:
        different === undefined
          ? []
          : [
              {
                exchanges: run.sends.map(({ index }) => index),
                expected: `with ${what}, as when all is well: ${different.expected}`,
                got: different.got,
              },
            ],
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
export function wellRuns(analysis: ConsumerAnalysis): readonly Run[] {
  const happy = analysis.under("happy");
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

/**
 * Whether the sandbox withheld something from the program: another host, an operation that it does not know, or a
 * body that was too large for it. How the program ended, or what it sent, may then be the fault of the sandbox.
 */
export function isWithheld({ requests, elsewhere }: Run, sinceMs = 0): boolean {
  return (
    elsewhere.some(({ exchange }) => exchange.error !== undefined && exchange.endedMs >= sinceMs) ||
    requests.some(
      ({ exchange: { endedMs, operation, error } }) =>
        endedMs >= sinceMs &&
        (error?.kind === "too-large" || (operation === undefined && error?.kind !== "protocol")),
    )
  );
}
