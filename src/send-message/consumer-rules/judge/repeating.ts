import type { Judgement, Violation } from "../../../judging/judgement.ts";
import {
  type ConsumerAnalysis,
  isSameBody,
  type Run,
  type Send,
  statusOf,
  tries,
  usualCount,
} from "../consumer-analysis.ts";

/** A request that was refused for its key may be tried so often: a program may fetch a new key in between. */
const TRIES_WITH_A_REFUSED_KEY = 3;
/** So many tries of one message are a flood, however long they take. */
const TRIES_IN_ALL = 10;
/** So many tries of one message within a second are a flood: five without a pause are a common default. */
const TRIES_IN_A_SECOND = 6;

/** After this answer the same request is tried a few times at most. */
export function notHammeredAfter(status: number) {
  return ({ sends }: Run, it: ConsumerAnalysis): Judgement => {
    const refused = sends.filter((send) => statusOf(send) === status);
    const violations = tries(refused).flatMap((group): Violation[] =>
      group.length <= TRIES_WITH_A_REFUSED_KEY * usualCount(group[0]!, it)
        ? []
        : [
            {
              exchanges: group.map(({ index }) => index),
              expected: `at most ${TRIES_WITH_A_REFUSED_KEY} tries of a message that is answered ${status}`,
              got: `${group.length} tries, all answered ${status}`,
            },
          ],
    );
    return { checked: refused.length, violations };
  };
}

/** After this answer the very same body is not sent again. */
export function notRepeatedAfter(statuses: readonly number[]) {
  return ({ sends }: Run, it: ConsumerAnalysis): Judgement => {
    const refused = sends.filter((send) => statuses.includes(statusOf(send) ?? 0));
    const violations = refused.flatMap((first): Violation[] => {
      const again = sends.find(
        (send) => send.exchange.startedMs >= first.exchange.endedMs && isSameBody(first, send),
      );
      const all = sends.filter((send) => isSameBody(first, send)).length;
      if (again === undefined || all <= usualCount(first, it)) return [];
      return [
        {
          exchanges: [first.index, again.index],
          expected: `no second request with the body that was answered ${statusOf(first)}`,
          got: `the same body again, ${Math.round(again.exchange.startedMs - first.exchange.endedMs)} ms later`,
        },
      ];
    });
    return { checked: refused.length, violations: violations.slice(0, 1) };
  };
}

/** The first message that was sent so often, or so fast, that it is a flood. */
export function floodIn(sends: readonly Send[], it: ConsumerAnalysis): Violation | undefined {
  for (const group of tries(sends)) {
    const usual = usualCount(group[0]!, it);
    const burst = group.find((send, at) => {
      const later = group[at + TRIES_IN_A_SECOND * usual - 1];
      return later !== undefined && later.exchange.startedMs - send.exchange.startedMs < 1000;
    });
    if (burst === undefined && group.length <= TRIES_IN_ALL * usual) continue;
    const lastMs = group.at(-1)!.exchange.startedMs - group[0]!.exchange.startedMs;
    return {
      exchanges: group.slice(0, TRIES_IN_ALL).map(({ index }) => index),
      expected: `few tries of one message, with pauses: fewer than ${TRIES_IN_A_SECOND} in a second and at most ${TRIES_IN_ALL} in all`,
      got: `${group.length} tries within ${Math.round(lastMs)} ms`,
    };
  }
  return undefined;
}
