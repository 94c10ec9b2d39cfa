import type { Case, Script } from "../evidence/case.ts";
import { otherSession, type SendStep, type Step } from "../evidence/step.ts";
import { nameCredential, redactorFor, showCredential } from "../http/credentials.ts";
import { type Exchange, headerOf, retryAfterMs } from "../http/exchange.ts";
import { recordRequest, recordResponse } from "../http/record.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { ANSWER_WORDS } from "../send-message/contract/answer-examples.ts";
import { messageText } from "../send-message/scenarios/bodies.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { Poller } from "./poller.ts";
import { type RequestSpec, requestFor, requestsOf, type StepRequests } from "./requests-of.ts";

/** Pauses after 429 and 503 without Retry-After, in milliseconds, growing; then the answer stands as it is. */
const BACKOFF_MS = [250, 500, 1000, 2000, 4000, 8000];
/** So often is a request repeated whose connection was refused: for 7.75 s, while a provider starts again. */
const RESTARTING_TRIES = 5;
/** A Retry-After beyond this is not waited for, in milliseconds. */
const LONGEST_HOLD_MS = 60_000;

/** A case that is being carried out: what was sent for it so far, and what is known by then. */
export class CaseRunner {
  readonly context: ExecutionContext;
  readonly poller: Poller;
  /** Ids of sessions and contacts, by the names that the steps give them. */
  readonly ids = new Map<string, string>();
  readonly #script: Script;
  readonly #exchanges: Exchange[] = [];
  /** Puts names in the place of the keys that answers hold. */
  readonly #redact: (text: string) => string;
  /** Plain sends that were added so far. */
  #added = 0;

  constructor(script: Script, context: ExecutionContext) {
    this.context = context;
    this.poller = new Poller(context.state, context.patienceMs);
    this.#script = script;
    this.#redact = redactorFor(context.keys, textsOf(script));
  }

  /** Another session of the case than this one, created before this step. */
  sessionBeside(session: string, index: number): string | undefined {
    return otherSession(this.#script.steps, index, session);
  }

  soFar(): Case {
    return {
      ...this.#script,
      exchanges: this.#exchanges.filter((exchange) => exchange !== undefined),
      received: [],
      programs: [],
      patienceMs: this.poller.patienceMs,
    };
  }

  requests(step: Step, index: number): StepRequests {
    const { ids, context } = this;
    return requestsOf(step, { index, tag: this.#script.tag, ids, session: context.session });
  }

  /** Sends what a step sends. @throws BudgetSpent */
  send(step: SendStep, index: number, more: Partial<RequestSpec> = {}): Promise<Exchange | undefined> {
    return this.ask({ ...this.requests(step, index).once[0]!, ...more });
  }

  /**
   * Sends the plain message that may stand between the requests of a step, to its session or to the one that is named;
   * every one of a case has its own number.
   */
  async sendBetween(step: Step, index: number, to?: string): Promise<Exchange | undefined> {
    const plain = this.requests(step, index).between?.(this.#added + 1, to);
    if (plain === undefined) return undefined;
    this.#added += 1;
    return this.ask(plain);
  }

  /**
   * Sends one request, waiting as the provider asks and trying again after it did; every try is recorded.
   * `undefined` where the credential cannot be made. @throws BudgetSpent
   */
  async ask(it: RequestSpec): Promise<Exchange | undefined> {
    for (let tries = 0; ; tries += 1) {
      const exchange = await this.#once(it, tries === 0 ? it.purpose : "retry");
      // What meets others at the same time is sent again alone, by whoever sent it.
      const isLeft =
        exchange === undefined ||
        it.release !== undefined ||
        // Nobody is there to wait for if nothing was ever reached.
        (exchange.error?.kind === "refused" && !this.context.state.wasReached);
      const holdMs = isLeft ? undefined : pauseBeforeRetryMs(exchange, tries);
      if (exchange === undefined || holdMs === undefined) return exchange;
      if (exchange.response === undefined) await this.context.state.rest(holdMs);
      else this.context.state.holdFor(holdMs);
    }
  }

  async #once(it: RequestSpec, purpose: Exchange["purpose"]): Promise<Exchange | undefined> {
    const { transport, keys, contract, state } = this.context;
    const credential = it.credential ?? "valid";
    const shown = showCredential(credential, keys);
    if (shown === undefined) return undefined;
    await state.turn();
    const request = recordRequest(requestFor(it, contract, nameCredential(credential)));
    // The place is taken before the answer, so that exchanges stand in the order of their start.
    const index = this.#exchanges.push(undefined as unknown as Exchange) - 1;
    const label = `${request.method} ${request.path} ${bodyStart(it.body)}`.trim();
    state.sending(label);
    const { response, error, startedMs, endedMs } = await transport.send(
      withoutUndefined({ ...requestFor(it, contract, shown), release: it.release }),
    );
    state.sent(label, error?.kind === "refused" || error?.kind === "reset" ? error.kind : undefined);
    const exchange = withoutUndefined({
      step: it.step,
      purpose,
      operation: it.operation,
      credential,
      request,
      response: response && recordResponse(response, this.#redact),
      error: error && { ...error, message: this.#redact(error.message) },
      startedMs: state.sinceStart(startedMs),
      endedMs: state.sinceStart(endedMs),
    });
    this.#exchanges[index] = exchange;
    return exchange;
  }
}

/** What a case sends, and with it what answers may hold of it, beside the words that answers are made of. */
function textsOf({ tag, steps }: Script): string {
  const sent = steps.flatMap(
    (step, index) => requestsOf(step, { index, tag, ids: new Map(), session: undefined }).once,
  );
  const bodies = sent.map(({ body = new Uint8Array() }) => Buffer.from(body).toString("utf8"));
  return [...bodies, messageText(tag, "marker"), ANSWER_WORDS].join("\n");
}

/** How much of a body a request is known by, in bytes. */
const LABEL_BYTES = 120;

/** The beginning of a body, to know it by. */
function bodyStart(body: Uint8Array | undefined): string {
  const bytes = Buffer.from(body?.subarray(0, LABEL_BYTES) ?? []);
  return `${bytes.toString("utf8")}${(body?.length ?? 0) > LABEL_BYTES ? "…" : ""}`;
}

/** How long to wait before the same request is sent again, in milliseconds; `undefined` where it is not. */
export function pauseBeforeRetryMs(exchange: Exchange, tries: number): number | undefined {
  const status = exchange.response?.status;
  const isRead = exchange.request.method === "GET";
  // A refused connection carried nothing, and a read may be repeated when its own broke; a send may have happened.
  if (status === undefined) {
    const most = exchange.error?.kind === "refused" ? RESTARTING_TRIES : isRead ? 2 : 0;
    return tries < most ? BACKOFF_MS[tries] : undefined;
  }
  if (status !== 429 && status !== 503) return undefined;
  if (status === 503 && headerOf(exchange.response, "retry-after") === undefined) return undefined;
  const ms = retryAfterMs(exchange.response);
  if (ms === undefined) return BACKOFF_MS[tries];
  return ms <= LONGEST_HOLD_MS && tries < 20 ? Math.max(ms, 10) : undefined;
}
