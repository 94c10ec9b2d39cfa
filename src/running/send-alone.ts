import type { SendStep } from "../evidence/step.ts";
import { type Exchange, isServerError, jsonBody } from "../http/exchange.ts";
import { bodyDefectsOf } from "../send-message/analysis/body-defects.ts";
import { UNUSUAL_KEY } from "../send-message/analysis/open-points.ts";
import {
  CRASHES,
  cameToNothing,
  type SendOutcome,
  sendOutcomeOf,
} from "../send-message/analysis/send-outcomes.ts";
import { type Entry, entriesOf, halvesOf, partOf } from "../send-message/scenarios/entries.ts";
import type { CaseRunner } from "./case-runner.ts";
import type { RequestSpec } from "./requests-of.ts";

/** Time in which a provider that fell over is started again by whatever watches it, in milliseconds. */
const RESTART_MS = 500;

/** Sends what a step sends; if it is wrongly refused, in parts, until each of its entries that is to blame has stood alone. */
export async function sendAlone(runner: CaseRunner, step: SendStep, index: number): Promise<void> {
  const entries = "json" in step.body ? entriesOf(step.body.json) : [];
  if (!(await isWronglyRefused(runner, step, index)) || entries.length === 0) return;
  let number = 0;
  const isRefused = (part: readonly Entry[]) => {
    number += 1;
    return isWronglyRefused(runner, partOf(step, part, number), index, { purpose: "part" });
  };
  const divide = async (part: readonly Entry[]): Promise<void> => {
    if (part.length < 2) return;
    for (const half of halvesOf(part)) if (await isRefused(half)) await divide(half);
  };
  // Where the same send is refused without any data, the data is not to blame.
  if (!(await isRefused([]))) await divide(entries);
}

/** Sends, and says whether it was refused, or met server errors again and again, though it should have been accepted. */
async function isWronglyRefused(
  runner: CaseRunner,
  step: SendStep,
  index: number,
  more: Partial<RequestSpec> = {},
): Promise<boolean> {
  let sent = await runner.send(step, index, more);
  // Whether a send without an answer happened is not known; that the same send is accepted can still be seen.
  if (sent?.error?.kind === "reset") {
    await runner.context.state.rest(RESTART_MS);
    sent = await runner.send(step, index, { ...more, purpose: "probe" });
  }
  if (sent === undefined || !(isBroken(sent) || (sent.response?.status ?? 0) >= 400)) return false;
  if (isBroken(sent)) await tryAgain(runner, step, index);
  const { contract } = runner.context;
  const body = jsonBody(sent.request);
  // What is wrong in itself was to be refused. Most is, so that this spares a look at the whole case.
  if (body === undefined || bodyDefectsOf(body, contract).defects.length > 0) return false;
  const outcome = sendOutcomeOf(runner.soFar(), sent, contract);
  return outcome !== undefined && isDivisible(outcome) && cameToNothing(outcome);
}

/**
 * A server error once is evidence of nothing; at every one of a few tries, with a plain send accepted in between, it is.
 * Where the session accepts nothing any more, another one of the case shows that the provider still does.
 */
async function tryAgain(runner: CaseRunner, step: SendStep, index: number): Promise<void> {
  let to: string | undefined;
  for (let round = 0; round < CRASHES - 1; round += 1) {
    let plain = await runner.sendBetween(step, index, to);
    if (plain !== undefined && isBroken(plain) && to === undefined) {
      to = runner.sessionBeside(step.session, index);
      if (to !== undefined) plain = await runner.sendBetween(step, index, to);
    }
    if (plain?.response === undefined || plain.response.status >= 300) return;
    const again = await runner.send(step, index, { purpose: "probe" });
    if (again === undefined || !isBroken(again)) return;
    // A provider whose connection broke may be starting again.
    if (again.error !== undefined) await runner.context.state.rest(RESTART_MS);
  }
}

/** Open points that are about single entries of custom data. */
const OF_ENTRIES: readonly string[] = [
  UNUSUAL_KEY,
  "size",
  "U+0000",
  "unpaired surrogate",
  "looks like an attack",
];

/** Whether a refusal may be due to some of the entries: none of them is wrong, though some may be refused. */
function isDivisible({ expectation, points }: Pick<SendOutcome, "expectation" | "points">): boolean {
  if (expectation.answer === "accept") return true;
  return expectation.answer === "open" && points.every((point) => OF_ENTRIES.includes(point));
}

/** Whether a request met a server error, or broke the connection. */
function isBroken({ response, error }: Exchange): boolean {
  return isServerError(response?.status) || error?.kind === "reset";
}
