import type { Case, Script } from "../evidence/case.ts";
import type { SendStep, Step } from "../evidence/step.ts";
import type { Exchange } from "../http/exchange.ts";
import { Conversation, type RequestSpec } from "./conversation.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { Poller } from "./poller.ts";
import { requestsOf, type StepRequests } from "./requests-of.ts";

/** A case that is being carried out: what was sent for it so far, and what is known by then. */
export class CaseRunner {
  readonly context: ExecutionContext;
  readonly poller: Poller;
  /** Ids of sessions and contacts, by the names that the steps give them. */
  readonly ids = new Map<string, string>();
  readonly #script: Script;
  readonly #conversation: Conversation;
  /** Plain sends that were added so far. */
  #added = 0;

  constructor(script: Script, context: ExecutionContext) {
    this.context = context;
    this.poller = new Poller(context.state, context.patienceMs);
    this.#script = script;
    this.#conversation = new Conversation(context);
  }

  soFar(): Case {
    const { id, scenario, tag, steps } = this.#script;
    return {
      id,
      scenario,
      tag,
      steps,
      exchanges: this.#conversation.exchanges.filter((exchange) => exchange !== undefined),
      received: [],
      programs: [],
      patienceMs: this.poller.patienceMs,
    };
  }

  requests(step: Step, index: number): StepRequests {
    const { ids, context } = this;
    return requestsOf(step, { index, tag: this.#script.tag, ids, session: context.session });
  }

  /** Sends one request and records it; `undefined` where its credential cannot be made. @throws BudgetSpent */
  ask(request: RequestSpec): Promise<Exchange | undefined> {
    return this.#conversation.ask(request);
  }

  /** Sends what a step sends. @throws BudgetSpent */
  send(step: SendStep, index: number, more: Partial<RequestSpec> = {}): Promise<Exchange | undefined> {
    return this.ask({ ...this.requests(step, index).once[0]!, ...more });
  }

  /** Sends the plain message that may stand between the requests of a step; every one of a case has its own number. */
  async sendBetween(step: Step, index: number): Promise<Exchange | undefined> {
    const plain = this.requests(step, index).between?.(this.#added + 1);
    if (plain === undefined) return undefined;
    this.#added += 1;
    return this.ask(plain);
  }
}
