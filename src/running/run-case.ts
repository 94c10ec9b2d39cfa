import type { Case, Script } from "../evidence/case.ts";
import type {
  CreateContactStep,
  CreateSessionStep,
  HistoryStep,
  ObserveStep,
  Step,
} from "../evidence/step.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import { completenessOfHistory, completenessOfRecords } from "../send-message/analysis/completeness.ts";
import { factsOf } from "../send-message/analysis/facts.ts";
import { sessionInPath } from "../send-message/contract/operations.ts";
import { CaseRunner } from "./case-runner.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { createdId, type RequestSpec } from "./requests-of.ts";
import { BudgetSpent } from "./run-state.ts";
import { sendAlone } from "./send-alone.ts";
import { sendTogether } from "./send-together.ts";
import { isOfTicketing, withTicketingEvidence } from "./ticketing-evidence.ts";

/** How many pages of a history are followed. */
const MAX_PAGES = 200;
/** How often a session or contact is asked for where the answer is a server error, or none. */
const MAX_CREATIONS = 3;

/**
 * Carries out a script and returns what was recorded. It judges nothing, and ends early where nothing can follow.
 * `pace` says of steps how long after the first request they begin at the earliest, in milliseconds.
 */
export async function runCase(
  script: Script,
  context: ExecutionContext,
  pace: ReadonlyMap<number, number> = new Map(),
): Promise<Case> {
  const { state } = context;
  const runner = new CaseRunner(script, context);
  const startedMs = state.now();
  try {
    for (const [index, step] of script.steps.entries()) {
      const aheadMs = startedMs + (pace.get(index) ?? 0) - state.now();
      if (aheadMs > 0) await state.rest(aheadMs);
      if (!(await carryOut(runner, step, index))) break;
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
  }
  return context.ticketing !== undefined && isOfTicketing(script)
    ? withTicketingEvidence(runner.soFar(), context.ticketing, context.state)
    : runner.soFar();
}

/** Whether the script can go on after this step. */
async function carryOut(runner: CaseRunner, step: Step, index: number): Promise<boolean> {
  switch (step.do) {
    case "create-session":
    case "create-contact":
      return create(runner, step, index);
    case "send":
      await sendAlone(runner, step, index);
      return true;
    case "wait":
      await runner.context.state.rest(step.ms);
      return true;
    case "together": {
      const beside = (step.beside ?? []).map((each) => () => carryOut(runner, each, index));
      await sendTogether(runner, step.sends, index, beside);
      return true;
    }
    case "observe":
    case "history":
      await readUntilComplete(runner, step, index);
      return true;
    case "read":
      await runner.ask(runner.requests(step, index).once[0]!);
      return true;
  }
}

async function create(
  runner: CaseRunner,
  step: CreateSessionStep | CreateContactStep,
  index: number,
): Promise<boolean> {
  const { session, state } = runner.context;
  const isSession = step.do === "create-session";
  if (isSession && session !== undefined) {
    runner.ids.set(step.as, session);
    return true;
  }
  if (isSession) state.countSession();
  const made = await askForIt(runner, runner.requests(step, index).once[0]!);
  const id = createdId(step.do, jsonBody(made?.response));
  if (id === undefined) return isSession && step.credential !== undefined;
  runner.ids.set(step.as, id);
  if (isSession) state.createdSessions.push(id);
  state.noteContact(isSession ? step.body.contact : id);
  return true;
}

/** Nothing can be judged without a session: one that a passing server error was the answer to is asked for again. */
async function askForIt(runner: CaseRunner, request: RequestSpec): Promise<Exchange | undefined> {
  let made = await runner.ask(request);
  for (let tries = 1; tries < MAX_CREATIONS && made !== undefined; tries += 1) {
    if (made.response !== undefined && made.response.status < 500) break;
    made = await runner.ask({ ...request, purpose: "retry" });
  }
  return made;
}

function readUntilComplete(
  runner: CaseRunner,
  step: ObserveStep | HistoryStep,
  index: number,
): Promise<void> {
  const request = runner.requests(step, index).read!;
  const session = runner.ids.get(step.session) ?? step.session;
  const mark = () => runner.sendBetween(step, index);
  return runner.poller.untilComplete(
    step.do === "observe"
      ? {
          of: step.records,
          marker: step.marker,
          mark,
          read: (purpose) => runner.ask({ ...request, purpose }),
          judge: () => completenessOfRecords(runner.soFar(), session, step.records),
        }
      : {
          of: ["messages"],
          mark,
          read: (purpose) => readPages(runner, { ...request, purpose }),
          judge: () => completenessOfHistory(runner.soFar(), session),
        },
  );
}

/** Reads a history to its last page, or to one that leads back to where it was before; returns that page. */
async function readPages(runner: CaseRunner, first: RequestSpec): Promise<Exchange | undefined> {
  let page = await runner.ask(first);
  for (let pages = 1; page !== undefined && pages < MAX_PAGES; pages += 1) {
    const next = member(jsonBody(page.response), "next");
    if (typeof next !== "string" || next === "") return page;
    const session = sessionInPath(page.request.path);
    const walk = factsOf(runner.soFar()).histories.findLast((each) => each.session === session);
    if (walk?.complete === true) return page;
    page = await runner.ask({ ...first, query: `cursor=${encodeURIComponent(next)}` });
  }
  return page;
}
