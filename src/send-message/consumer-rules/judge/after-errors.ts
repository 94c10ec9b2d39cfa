import { headerOf, retryAfterMs } from "../../../http/exchange.ts";
import { judgeEach, type Violation } from "../../../judging/judgement.ts";
import type { ConsumerAnalysis, Run, Send } from "../consumer-analysis.ts";
import type { ConsumerJudge } from "../consumer-rule.ts";
import { isWithheld, wellRuns, wentOn } from "../runs.ts";
import { gistOf, isSameBody, statusOf, tries, usualCount } from "../sends.ts";

/** A request that was refused for its key may be tried so often: a program may fetch a new key in between. */
const TRIES_WITH_A_REFUSED_KEY = 3;
/** So many tries of one message are a flood, however long they take. */
const TRIES_IN_ALL = 10;
/** So many tries of one message within a second are a flood: five without a pause are a common default. */
const TRIES_IN_A_SECOND = 6;
/** So many failing tries of one message are the program's own way of dealing with it: clients of HTTP try once more at most. */
const PERSISTENT_TRIES = 3;
/** A program may be this much early, in milliseconds: its clock and its timers are not those of the sandbox. */
const TOLERANCE_MS = 100;

/** After this answer the same request is tried a few times at most. */
export function notHammeredAfter(status: number): ConsumerJudge {
  return ({ sends }, analysis) => {
    const refused = sends.filter((send) => statusOf(send) === status);
    const { violations } = judgeEachOnce(repetitions(refused, analysis), (repeated) => {
      const { group, usual, isCounted } = repeated;
      const isTooOften = isCounted && group.length > TRIES_WITH_A_REFUSED_KEY * usual;
      if (!isTooOften && burstIn(repeated).length === 0) return undefined;
      return {
        exchanges: group.slice(0, TRIES_IN_ALL).map(({ index }) => index),
        expected: `at most ${TRIES_WITH_A_REFUSED_KEY} tries of a message that is answered ${status}`,
        got: `${group.length} tries, all answered ${status}`,
      };
    });
    return { checked: refused.length, violations };
  };
}

/** After this answer the very same body is not sent again. */
export function notRepeatedAfter(...statuses: readonly number[]): ConsumerJudge {
  return ({ sends }, analysis) => {
    const refused = sends.filter((send) => statuses.includes(statusOf(send) ?? 0));
    return judgeEachOnce(refused, (first) => {
      const all = sends.filter((send) => isSameBody(first, send));
      const again = all.find(({ startedMs }) => startedMs >= first.endedMs);
      if (again === undefined || all.length <= usualCount(first, analysis)) return undefined;
      return {
        exchanges: [first.index, again.index],
        expected: `no second request with the body that was answered ${statusOf(first)}`,
        got: `the same body again, ${Math.round(again.startedMs - first.endedMs)} ms later`,
      };
    });
  };
}

/**
 * After this answer nothing is sent until its `Retry-After` has passed. Requests under way by then are exempt. Where
 * a program sends several at once, a message may have waited for a free connection since before the answer came.
 */
export function waitsAfter(status: number): ConsumerJudge {
  return ({ sends }) => {
    const told = sends.flatMap((send) => {
      // A date counts from the answer's own.
      const nowMs = Date.parse(headerOf(send.response, "date") ?? "");
      const waitMs = statusOf(send) === status ? retryAfterMs(send.response, nowMs) : undefined;
      return waitMs === undefined ? [] : [{ ...send, waitMs }];
    });
    const firsts = new Set(tries(sends).map(([first]) => first));
    const isAtOnce = sends.some(({ startedMs }, at) => at > 0 && startedMs < sends[at - 1]!.endedMs);
    return judgeEachOnce(told, ({ index, endedMs, response, waitMs }) => {
      const next = sends.find((send) => send.startedMs >= endedMs && !(isAtOnce && firsts.has(send)));
      const waitedMs = (next?.startedMs ?? Infinity) - endedMs;
      if (next === undefined || waitedMs >= waitMs - TOLERANCE_MS) return undefined;
      return {
        exchanges: [index, next.index],
        expected: `nothing sent for ${(waitMs / 1000).toFixed(1)} s after ${status} with Retry-After: ${headerOf(response, "retry-after")}`,
        got: `the next send after ${(waitedMs / 1000).toFixed(1)} s`,
      };
    });
  };
}

/** As `judgeEach`, with the first violation only: the others follow from it. */
function judgeEachOnce<T>(things: readonly T[], demand: (thing: T) => Violation | undefined) {
  const { checked, violations } = judgeEach(things, demand);
  return { checked, violations: violations.slice(0, 1) };
}

/** After such an answer, or none, the program neither dies of it nor sends the message again and again. */
export function survives(isMet: (send: Send) => boolean): ConsumerJudge {
  return (run, analysis) => {
    const met = run.sends.filter(isMet);
    const found = met.length === 0 ? [] : [crashIn(run, analysis, met), floodIn(run.sends, analysis)];
    return { checked: met.length, violations: found.filter((violation) => violation !== undefined) };
  };
}

function crashIn(run: Run, analysis: ConsumerAnalysis, met: readonly Send[]): Violation | undefined {
  const { stopped, exit, uncaught } = run.program;
  const last = met.at(-1)!;
  if (stopped !== undefined || isWithheld(run, last.endedMs)) return undefined;
  const exchanges = [last.index];
  const expected = "the program deals with it, or says so and ends";
  if (typeof exit === "string" && /^SIG/.test(exit))
    return { exchanges, expected, got: `it was killed by ${exit}` };
  if (exit === 0) return undefined;
  // An error that names the status was made by a program that looked at it.
  const status = statusOf(last);
  const isNoticed = status !== undefined && status >= 400 && uncaught?.includes(String(status));
  const failed = tries(met).find((group) => group.includes(last))!;
  const isPersistent = failed.length >= PERSISTENT_TRIES * usualCount(last, analysis);
  if (uncaught !== undefined && !isNoticed && !isPersistent)
    return { exchanges, expected, got: `it died of an error that nothing caught: ${uncaught}` };
  const happy = analysis.under("happy");
  const staysUp = happy.length > 0 && happy.every(({ program }) => wentOn(program));
  if (staysUp && run.sends.at(-1) === last)
    return { exchanges, expected: "the program goes on running", got: `it ended with exit code ${exit}` };
  return undefined;
}

/** Tries of one message in a run, and what of it is usual when all is well. */
interface Repetition {
  readonly group: readonly Send[];
  /** How many are sent in all. */
  readonly usual: number;
  /** How many are sent within a second. */
  readonly pace: number;
  /** Whether their number tells anything. */
  readonly isCounted: boolean;
}

/**
 * The tries of each message. A message that has another number, id or time in each try, or goes to another session, is
 * one message, too, where the happy runs show how many such messages the program has to send. One that was stopped would
 * have sent more of them: then their pace alone tells.
 */
function repetitions(sends: readonly Send[], analysis: ConsumerAnalysis): Repetition[] {
  const well = wellRuns(analysis);
  const isWhole = well.every(({ program }) => program.stopped === undefined);
  const happy = well.map((run) => Map.groupBy(run.sends, gistOf));
  const alike = happy.length === 0 ? [] : [...Map.groupBy(sends, gistOf)];
  const paceOf = (gist: string, usual: number) =>
    isWhole ? usual : Math.max(1, ...happy.map((messages) => mostInASecond(messages.get(gist) ?? [])));
  return [
    ...tries(sends).map((group) => {
      const usual = usualCount(group[0]!, analysis);
      return { group, usual, pace: paceOf(gistOf(group[0]!), usual), isCounted: true };
    }),
    ...alike.map(([gist, group]) => {
      const usual = Math.max(1, ...happy.map((messages) => messages.get(gist)?.length ?? 0));
      return { group, usual, pace: paceOf(gist, usual), isCounted: isWhole };
    }),
  ];
}

function mostInASecond(sends: readonly Send[]): number {
  return Math.max(0, ...sends.map((from) => inSecondOf(from, sends).length));
}

/** The first tries within one second that are a flood, however few there are in all; empty if no second holds so many. */
function burstIn({ group, pace }: Repetition): readonly Send[] {
  const seconds = group.map((from) => inSecondOf(from, group));
  return seconds.find((tries) => tries.length >= TRIES_IN_A_SECOND * pace) ?? [];
}

/** The sends of the second that begins with this one. */
function inSecondOf(first: Send, sends: readonly Send[]): Send[] {
  return sends.filter(({ startedMs }) => startedMs >= first.startedMs && startedMs < first.startedMs + 1000);
}

/** The first message that was sent so often, or so fast, that it is a flood. */
function floodIn(sends: readonly Send[], analysis: ConsumerAnalysis): Violation | undefined {
  for (const repeated of repetitions(sends, analysis)) {
    const { group, usual, isCounted } = repeated;
    const burst = burstIn(repeated);
    const flood = burst.length > 0 ? burst : isCounted && group.length > TRIES_IN_ALL * usual ? group : [];
    const [first, last] = [flood[0], flood.at(-1)];
    if (first === undefined || last === undefined) continue;
    return {
      exchanges: flood.slice(0, TRIES_IN_ALL).map(({ index }) => index),
      expected: `few tries of one message, with pauses: fewer than ${TRIES_IN_A_SECOND} in a second and at most ${TRIES_IN_ALL} in all`,
      got: `${flood.length} tries within ${Math.round(last.startedMs - first.startedMs)} ms`,
    };
  }
  return undefined;
}
