import type { Case, Script } from "../evidence/case.ts";
import type { HistoryStep, ObserveStep, SendStep, Step, TogetherStep } from "../evidence/step.ts";
import type { Keys } from "../http/credentials.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import type { Transport } from "../http/transport.ts";
import { member } from "../json/member.ts";
import { completenessOfHistory, completenessOfRecords } from "../send-message/analysis/completeness.ts";
import { factsOf } from "../send-message/analysis/facts.ts";
import { UNUSUAL_KEY } from "../send-message/analysis/open-points.ts";
import {
  CRASHES,
  cameToNothing,
  type SendOutcome,
  sendOutcomesOf,
} from "../send-message/analysis/send-outcomes.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { type Entry, entriesOf, halvesOf, partOf } from "../send-message/scenarios/entries.ts";
import { Conversation, holdFor, type RequestSpec } from "./conversation.ts";
import { Poller } from "./poller.ts";
import { requestsOf, type StepRequests } from "./requests-of.ts";
import { BudgetSpent, pause, type RunState } from "./run-state.ts";
import { isOfTicketing, type TicketingSource, withTicketingEvidence } from "./ticketing-evidence.ts";

/** All that carrying out a script needs. */
export interface ExecutionContext {
  readonly transport: Transport;
  readonly keys: Keys;
  readonly contract: Contract;
  readonly state: RunState;
  /** A session that exists already, used instead of creating one. */
  readonly session?: string;
  /** The sink that scenarios of ticketing listen to. */
  readonly ticketing?: TicketingSource;
  /** Waits so long, in milliseconds, even where earlier waits have shown that this tells nothing new. */
  readonly patienceMs?: number;
}

/** How many pages of a history are followed. */
const MAX_PAGES = 200;
/** How often a session or contact is asked for where the answer is a server error, or none. */
const MAX_CREATIONS = 3;
/** How long a held request is given to reach the provider before all are released, in milliseconds. */
const HOLD_MS = 12;
/** Time in which a provider that fell over is started again by whatever watches it, in milliseconds. */
const RESTART_MS = 500;
/** So long before that begins what stands beside them, in milliseconds: it is under way when they arrive. */
const AHEAD_MS = 2;

/** Carries out a script and returns what was recorded. It judges nothing, and ends early where nothing can follow. */
export async function runCase(script: Script, context: ExecutionContext): Promise<Case> {
  const performance = new CaseRunner(script, context);
  try {
    for (const [index, step] of script.steps.entries()) {
      if (!(await performance.step(step, index))) break;
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
  }
  const it = performance.case();
  return context.ticketing !== undefined && isOfTicketing(script)
    ? withTicketingEvidence(it, context.ticketing, context.state)
    : it;
}

class CaseRunner {
  readonly #script: Script;
  readonly #context: ExecutionContext;
  readonly #talk: Conversation;
  readonly #ids = new Map<string, string>();
  readonly #poller: Poller;
  #written = 0;

  constructor(script: Script, context: ExecutionContext) {
    this.#script = script;
    this.#context = context;
    this.#talk = new Conversation(context.transport, context.keys, context.contract, context.state);
    this.#poller = new Poller(context.state, context.patienceMs);
  }

  case(): Case {
    return {
      ...this.#script,
      exchanges: this.#talk.exchanges.filter((exchange) => exchange !== undefined),
      received: [],
      programs: [],
      patienceMs: this.#poller.patienceMs,
    };
  }

  /** Whether the script can go on after this step. */
  async step(step: Step, index: number): Promise<boolean> {
    switch (step.do) {
      case "create-session":
        return this.#createSession(step, index);
      case "create-contact": {
        const made = await this.#create(this.#requests(step, index).once[0]!);
        const answer = jsonBody(made?.response);
        const id = member(answer, "id") ?? member(answer, "contact", "id");
        if (typeof id !== "string") return false;
        this.#ids.set(step.as, id);
        this.#context.state.noteContact(id);
        return true;
      }
      case "send": {
        if ((await this.#sendOnce(step, index)) && packed(step).length > 0) await this.#divide(step, index);
        return true;
      }
      case "wait":
        await this.#context.state.rest(step.ms);
        return true;
      case "together":
        await this.#together(step, index);
        return true;
      case "observe":
        await this.#observe(step, index);
        return true;
      case "history":
        await this.#history(step, index);
        return true;
      case "read":
        await this.#talk.ask(this.#requests(step, index).once[0]!);
        return true;
    }
  }

  async #createSession(step: Step & { do: "create-session" }, index: number): Promise<boolean> {
    if (this.#context.session !== undefined) {
      this.#ids.set(step.as, this.#context.session);
      return true;
    }
    this.#context.state.countSession();
    const made = await this.#create(this.#requests(step, index).once[0]!);
    const id = member(jsonBody(made?.response), "id");
    if (typeof id !== "string") return step.credential !== undefined;
    this.#ids.set(step.as, id);
    this.#context.state.createdSessions.push(id);
    this.#context.state.noteContact(step.body.contact);
    return true;
  }

  /** Nothing can be judged without a session: one that a passing server error was the answer to is asked for again. */
  async #create(request: RequestSpec): Promise<Exchange | undefined> {
    let made = await this.#talk.ask(request);
    for (let tries = 1; tries < MAX_CREATIONS && made !== undefined; tries += 1) {
      if (made.response !== undefined && !isServerError(made)) break;
      made = await this.#talk.ask({ ...request, purpose: "retry" });
    }
    return made;
  }

  #send(step: SendStep, index: number, more: Partial<RequestSpec> = {}) {
    return this.#talk.ask({ ...this.#requests(step, index).once[0]!, ...more });
  }

  /** Whether the send was refused, or met server errors again and again, though it should have been accepted. */
  async #sendOnce(step: SendStep, index: number, more: Partial<RequestSpec> = {}): Promise<boolean> {
    let sent = await this.#send(step, index, more);
    // Whether a send without an answer happened is not known; that the same send is accepted can still be seen.
    if (sent?.error?.kind === "reset") {
      await this.#comeBack();
      sent = await this.#send(step, index, { ...more, purpose: "probe" });
    }
    if (sent === undefined || !(isBroken(sent) || (sent.response?.status ?? 0) >= 400)) return false;
    if (isBroken(sent)) await this.#tryAgain(step, index);
    const it = this.case();
    const asked = sendOutcomesOf(it, factsOf(it), this.#context.contract).find(({ tries }) =>
      tries.some((each) => it.exchanges[each] === sent),
    );
    return asked !== undefined && isDivisible(asked) && cameToNothing(asked);
  }

  /** Sends what was wrongly refused in parts, until each of its entries that is to blame has stood alone. */
  async #divide(step: SendStep, index: number): Promise<void> {
    let number = 0;
    const isRefused = (part: readonly Entry[]) => {
      number += 1;
      return this.#sendOnce(partOf(step, part, number), index, { purpose: "part" });
    };
    const divide = async (part: readonly Entry[]): Promise<void> => {
      if (part.length < 2) return;
      for (const half of halvesOf(part)) if (await isRefused(half)) await divide(half);
    };
    // Where the same send is refused without any data, the data is not to blame.
    if (!(await isRefused([]))) await divide(packed(step));
  }

  /** A server error once is evidence of nothing; at every one of a few tries, with a plain send accepted in between, it is. */
  async #tryAgain(step: SendStep, index: number): Promise<void> {
    for (let round = 0; round < CRASHES - 1; round += 1) {
      const plain = await this.#between(step, index);
      if (plain?.response === undefined || plain.response.status >= 300) return;
      const again = await this.#send(step, index, { purpose: "probe" });
      if (again === undefined || !isBroken(again)) return;
      if (again.error !== undefined) await this.#comeBack();
    }
  }

  /** A provider whose connection broke may be starting again. */
  #comeBack(): Promise<void> {
    return this.#context.state.rest(RESTART_MS);
  }

  /** Sends the plain message that may stand between the requests of a step; every one of a case has its own number. */
  async #between(step: Step, index: number): Promise<Exchange | undefined> {
    const plain = this.#requests(step, index).between?.(this.#written + 1);
    if (plain === undefined) return undefined;
    this.#written += 1;
    return this.#talk.ask(plain);
  }

  #requests(step: Step, index: number): StepRequests {
    const { tag } = this.#script;
    return requestsOf(step, { index, tag, ids: this.#ids, session: this.#context.session });
  }

  async #together(step: TogetherStep, index: number): Promise<void> {
    const answers = await this.#atOnce(step, index, "step");
    // A server error to sends at the same time is evidence where it comes every time.
    for (
      let round = 1, isCrowd = await this.#alone(step.sends, answers, index);
      isCrowd && round < CRASHES;
      round += 1
    )
      isCrowd = await this.#alone(
        step.sends,
        await this.#atOnce({ ...step, beside: [] }, index, "again"),
        index,
      );
  }

  async #atOnce(
    { sends, beside = [] }: TogetherStep,
    index: number,
    purpose: Exchange["purpose"],
  ): Promise<(Exchange | undefined)[]> {
    let open = (): void => undefined;
    const release = new Promise<void>((resolve) => {
      open = resolve;
    });
    const ahead = pause(HOLD_MS - AHEAD_MS);
    const answers = Promise.allSettled([
      ...sends.map((send) => this.#send(send, index, { release: delayed(release, send.afterMs), purpose })),
      ...beside.map((step) => ahead.then(() => this.step(step, index))),
    ]);
    await pause(HOLD_MS);
    open();
    const settled = await answers;
    const failed = settled.find((answer) => answer.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return settled
      .slice(0, sends.length)
      .map((answer) => (answer.status === "fulfilled" ? (answer.value as Exchange | undefined) : undefined));
  }

  /** Sends again alone what was turned away, or met a server error, only because others were under way. */
  async #alone(sends: readonly SendStep[], answers: readonly (Exchange | undefined)[], index: number) {
    let isCrowd = false;
    for (const [at, answer] of answers.entries()) {
      const status = answer?.response?.status ?? 0;
      if (answer === undefined || !(status === 409 || status === 429 || status >= 500)) continue;
      const holdMs = holdFor(answer, 0);
      if (holdMs !== undefined) await this.#context.state.rest(holdMs);
      const alone = await this.#send(sends[at]!, index, { purpose: "alone" });
      const isAccepted = Math.floor((alone?.response?.status ?? 0) / 100) === 2;
      if (status >= 500 && holdMs === undefined && isAccepted) isCrowd = true;
    }
    return isCrowd;
  }

  #observe(step: ObserveStep, index: number): Promise<void> {
    const read = this.#requests(step, index).read!;
    return this.#poller.untilComplete({
      marked: step.marker === true,
      mayMark: step.marker !== false,
      of: step.records,
      mark: () => this.#between(step, index),
      read: (purpose) => this.#talk.ask({ ...read, purpose }),
      judge: () => completenessOfRecords(this.case(), this.#idOf(step.session), step.records),
    });
  }

  #history(step: HistoryStep, index: number): Promise<void> {
    const page = this.#requests(step, index).read!;
    return this.#poller.untilComplete({
      marked: false,
      mayMark: true,
      of: ["messages"],
      mark: () => this.#between(step, index),
      read: (purpose) => this.#walk({ ...page, purpose }),
      judge: () => completenessOfHistory(this.case(), this.#idOf(step.session)),
    });
  }

  #idOf(session: string): string {
    return this.#ids.get(session) ?? session;
  }

  async #walk(first: RequestSpec): Promise<Exchange | undefined> {
    let page = await this.#talk.ask(first);
    for (let pages = 1; pages < MAX_PAGES; pages += 1) {
      const next = member(jsonBody(page?.response), "next");
      if (typeof next !== "string" || next === "") return page;
      page = await this.#talk.ask({ ...first, query: `cursor=${encodeURIComponent(next)}` });
    }
    return page;
  }
}

function packed(step: SendStep): Entry[] {
  return "json" in step.body ? entriesOf(step.body.json) : [];
}

/** Open points that are about single entries of custom data. */
const OF_ENTRIES: readonly string[] = [UNUSUAL_KEY, "size", "U+0000", "unpaired surrogate"];

/** Whether a refusal may be due to some of the entries: none of them is wrong, though some may be refused. */
function isDivisible({ expectation, points }: SendOutcome): boolean {
  if (expectation.answer === "accept") return true;
  return expectation.answer === "open" && points.every((point) => OF_ENTRIES.includes(point));
}

async function delayed(release: Promise<void>, ms = 0): Promise<void> {
  await release;
  if (ms > 0) await pause(ms);
}

function isServerError(exchange: Exchange): boolean {
  return (exchange.response?.status ?? 0) >= 500;
}

/** Whether a request met a server error, or broke the connection. */
function isBroken(exchange: Exchange): boolean {
  return isServerError(exchange) || exchange.error?.kind === "reset";
}
