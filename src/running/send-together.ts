import { setTimeout as pause } from "node:timers/promises";
import type { SendStep } from "../evidence/step.ts";
import { type Exchange, isSuccess } from "../http/exchange.ts";
import { CRASHES } from "../send-message/analysis/send-outcomes.ts";
import { type CaseRunner, pauseBeforeRetryMs } from "./case-runner.ts";

/** How long a held request is given to reach the provider before all are released, in milliseconds. */
const HOLD_MS = 12;
/** So long before that begins what stands beside them, in milliseconds: it is under way when they arrive. */
const AHEAD_MS = 2;

/**
 * Sends all at the same time, and each alone that was turned away for it. `beside` begins what stands beside them; a
 * server error to sends at the same time is evidence where it comes every time, so that they are sent again.
 */
export async function sendTogether(
  runner: CaseRunner,
  sends: readonly SendStep[],
  index: number,
  beside: readonly (() => Promise<unknown>)[],
): Promise<void> {
  let answers = await sendAtOnce(runner, sends, index, "step", beside);
  for (let round = 1; (await isCrowdToBlame(runner, sends, answers, index)) && round < CRASHES; round += 1)
    answers = await sendAtOnce(runner, sends, index, "again", []);
}

async function sendAtOnce(
  runner: CaseRunner,
  sends: readonly SendStep[],
  index: number,
  purpose: Exchange["purpose"],
  beside: readonly (() => Promise<unknown>)[],
): Promise<(Exchange | undefined)[]> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const ahead = pause(HOLD_MS - AHEAD_MS);
  const answers = sends.map((send) => {
    const { afterMs = 0 } = send;
    const own = afterMs > 0 ? released.then(() => pause(afterMs)) : released;
    return runner.send(send, index, { release: own, purpose });
  });
  const all = Promise.allSettled([...answers, ...beside.map((begin) => ahead.then(begin))]);
  await pause(HOLD_MS);
  release();
  const failed = (await all).find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return Promise.all(answers);
}

/** Sends again alone what was turned away, or met a server error; whether that was only because others were under way. */
async function isCrowdToBlame(
  runner: CaseRunner,
  sends: readonly SendStep[],
  answers: readonly (Exchange | undefined)[],
  index: number,
): Promise<boolean> {
  let isCrowd = false;
  for (const [at, answer] of answers.entries()) {
    const status = answer?.response?.status ?? 0;
    if (answer === undefined || !(status === 409 || status === 429 || status >= 500)) continue;
    const holdMs = pauseBeforeRetryMs(answer, 0);
    const { state } = runner.context;
    if (holdMs !== undefined) await state.rest(answer.endedMs + holdMs - state.now());
    const alone = await runner.send(sends[at]!, index, { purpose: "alone" });
    if (status >= 500 && holdMs === undefined && isSuccess(alone?.response?.status)) isCrowd = true;
  }
  return isCrowd;
}
