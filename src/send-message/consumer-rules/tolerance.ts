import { isSuccess } from "../../http/exchange.ts";
import { judgeEach, UNCONCERNED } from "../../judging/judgement.ts";
import type { Run } from "./consumer-analysis.ts";
import type { ConsumerJudge, ConsumerRule } from "./consumer-rule.ts";
import { endingOf, isWithheld, wellRuns, wentOn } from "./runs.ts";
import { statusOf } from "./sends.ts";

const NOTHING_TO_COMPARE =
  "its happy runs differ, or not all was well in them, or the sandbox withheld something, such as another host (--allow-host), so that there is nothing to compare with";
const hasSent = ({ sends }: Run) => sends.length > 0;
const hasAsked = ({ requests }: Run) => requests.length > 0;

/** What a consumer must be able to take. */
export const toleranceRules: readonly ConsumerRule[] = [
  {
    id: "consumer/tolerates-unknown-members",
    basis: "implied",
    title: "members of a response that it does not know change nothing",
    source: "good practice",
    conditions: ["extra-members"],
    notApplicable: NOTHING_TO_COMPARE,
    judge: likeHappy("more members in each answer", hasAsked),
  },
  {
    id: "consumer/tolerates-success-codes",
    basis: "implied",
    title: "201 and 202 are successes like 200: the page names no status",
    quote: "Default Response",
    conditions: ["created", "accepted"],
    notApplicable: NOTHING_TO_COMPARE,
    judge: likeHappy("201 or 202 as the answer to a send", ({ sends }) =>
      sends.some((send) => [201, 202].includes(statusOf(send) ?? 0)),
    ),
  },
  {
    id: "consumer/tolerates-key-order",
    basis: "implied",
    title: "the order of a response's members means nothing",
    source: "good practice",
    conditions: ["key-order"],
    notApplicable: NOTHING_TO_COMPARE,
    judge: likeHappy("the members of each answer in another order", hasAsked),
  },
  {
    id: "consumer/tolerates-sparse-records",
    basis: "implied",
    title: "a session without a contact, and any other optional member that is not there, changes nothing",
    source: "Get Session",
    conditions: ["sparse-records"],
    notApplicable: `it read no record, or ${NOTHING_TO_COMPARE}`,
    judge: likeHappy("optional members that hold nothing left out", ({ requests }) =>
      requests.some(({ operation, request }) => operation !== undefined && request.method === "GET"),
    ),
  },
  {
    id: "consumer/tolerates-slow-answers",
    basis: "implied",
    title: "an answer that takes three seconds is waited for",
    source: "good practice",
    conditions: ["slow"],
    notApplicable: NOTHING_TO_COMPARE,
    judge: likeHappy("an answer after three seconds", hasSent),
  },
  {
    id: "consumer/tolerates-lagging-reads",
    basis: "implied",
    title: "a read that does not show the latest write yet is not a failure",
    source: "good practice",
    conditions: ["lagging-reads"],
    notApplicable: `it read nothing back, or ${NOTHING_TO_COMPARE}`,
    judge: likeHappy("reads that lag", readsAfterSending),
  },
  {
    id: "consumer/ends-well",
    basis: "implied",
    title: "where every send is accepted, the program ends with exit code 0 or goes on running",
    source: "good practice",
    conditions: ["happy"],
    notApplicable: "not everything that it sent was accepted, or the sandbox withheld something from it",
    judge: (run) => {
      const { sends, program } = run;
      if (!hasSent(run) || !sends.every((send) => isSuccess(statusOf(send))) || isWithheld(run))
        return UNCONCERNED;
      return judgeEach(sends.slice(-1), ({ index }) => {
        if (program.exit === 0 || wentOn(program)) return undefined;
        return {
          exchanges: [index],
          expected: "exit code 0: every send was accepted",
          got: program.uncaught ?? endingOf(run) ?? "unknown",
        };
      });
    },
  },
];

/** Whether a read followed a send, which is what shows that reads lag. */
function readsAfterSending({ requests, sends }: Run): boolean {
  const firstMs = sends[0]?.endedMs ?? Number.POSITIVE_INFINITY;
  return requests.some(
    ({ operation, startedMs }) =>
      (operation === "getSession" || operation === "listHistory") && startedMs >= firstMs,
  );
}

/**
 * The program does what it does when all is well: it ends alike, and sends as much. What its happy runs do not
 * agree in is not compared. `exercised` says whether the run met what the condition is about.
 */
function likeHappy(what: string, exercised: (run: Run) => boolean): ConsumerJudge {
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
    return judgeEach(compared, (one) => {
      if (one !== different) return undefined;
      return {
        // One that sends nothing any more stumbled over an answer before.
        exchanges: (run.sends.length > 0 ? run.sends : run.requests).map(({ index }) => index),
        expected: `with ${what}, as when all is well: ${one.expected}`,
        got: one.got,
      };
    });
  };
}

const FEATURES: readonly {
  readonly of: (run: Run) => string | number | undefined;
  readonly words: (value: string | number) => string;
}[] = [
  { of: endingOf, words: String },
  // What runs until it is stopped sends as often as it has time for.
  {
    of: (run) => (run.program.stopped === undefined ? run.sends.length : undefined),
    words: (value) => `it sent ${value === 1 ? "one message" : `${value} messages`}`,
  },
];
