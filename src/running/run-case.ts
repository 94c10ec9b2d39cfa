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
import { CaseInProgress } from "./case-in-progress.ts";
import type { RequestSpec } from "./conversation.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { createdId } from "./requests-of.ts";
import { BudgetSpent } from "./run-state.ts";
import { sendAlone } from "./send-alone.ts";
import { sendTogether } from "./send-together.ts";
import { isOfTicketing, withTicketingEvidence } from "./ticketing-evidence.ts";

/** How many pages of a history are followed. */
const MAX_PAGES = 200;
/** How often a session or contact is asked for where the answer is a server error, or none. */
const MAX_CREATIONS = 3;

/** Carries out a script and returns what was recorded. It judges nothing, and ends early where nothing can follow. */
export async function runCase(script: Script, context: ExecutionContext): Promise<Case> {
  const it = new CaseInProgress(script, context);
  try {
    for (const [index, step] of script.steps.entries()) {
      if (!(await carryOut(it, step, index))) break;
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
  }
  return context.ticketing !== undefined && isOfTicketing(script)
    ? withTicketingEvidence(it.soFar(), context.ticketing, context.state)
    : it.soFar();
}

/** Whether the script can go on after this step. */
async function carryOut(it: CaseInProgress, step: Step, index: number): Promise<boolean> {
  switch (step.do) {
    case "create-session":
    case "create-contact":
      return create(it, step, index);
    case "send":
      await sendAlone(it, step, index);
      return true;
    case "wait":
      await it.context.state.rest(step.ms);
      return true;
    case "together": {
      const beside = (step.beside ?? []).map((each) => () => carryOut(it, each, index));
      await sendTogether(it, step.sends, index, beside);
      return true;
    }
    case "observe":
    case "history":
      await readUntilComplete(it, step, index);
      return true;
    case "read":
      await it.ask(it.requests(step, index).once[0]!);
      return true;
  }
}

async function create(
  it: CaseInProgress,
  step: CreateSessionStep | CreateContactStep,
  index: number,
): Promise<boolean> {
  const { session, state } = it.context;
  const isSession = step.do === "create-session";
  if (isSession && session !== undefined) {
    it.ids.set(step.as, session);
    return true;
  }
  if (isSession) state.countSession();
  const made = await askForIt(it, it.requests(step, index).once[0]!);
  const id = createdId(step, jsonBody(made?.response));
  if (id === undefined) return isSession && step.credential !== undefined;
  it.ids.set(step.as, id);
  if (isSession) state.createdSessions.push(id);
  state.noteContact(isSession ? step.body.contact : id);
  return true;
}

/** Nothing can be judged without a session: one that a passing server error was the answer to is asked for again. */
async function askForIt(it: CaseInProgress, request: RequestSpec): Promise<Exchange | undefined> {
  let made = await it.ask(request);
  for (let tries = 1; tries < MAX_CREATIONS && made !== undefined; tries += 1) {
    if (made.response !== undefined && made.response.status < 500) break;
    made = await it.ask({ ...request, purpose: "retry" });
  }
  return made;
}

function readUntilComplete(
  it: CaseInProgress,
  step: ObserveStep | HistoryStep,
  index: number,
): Promise<void> {
  const request = it.requests(step, index).read!;
  const session = it.ids.get(step.session) ?? step.session;
  const mark = () => it.sendBetween(step, index);
  return it.poller.untilComplete(
    step.do === "observe"
      ? {
          of: step.records,
          marker: step.marker,
          mark,
          read: (purpose) => it.ask({ ...request, purpose }),
          judge: () => completenessOfRecords(it.soFar(), session, step.records),
        }
      : {
          of: ["messages"],
          mark,
          read: (purpose) => readPages(it, { ...request, purpose }),
          judge: () => completenessOfHistory(it.soFar(), session),
        },
  );
}

/** Reads a history to its last page, which it returns. */
async function readPages(it: CaseInProgress, first: RequestSpec): Promise<Exchange | undefined> {
  let page = await it.ask(first);
  for (let pages = 1; pages < MAX_PAGES; pages += 1) {
    const next = member(jsonBody(page?.response), "next");
    if (typeof next !== "string" || next === "") return page;
    page = await it.ask({ ...first, query: `cursor=${encodeURIComponent(next)}` });
  }
  return page;
}
