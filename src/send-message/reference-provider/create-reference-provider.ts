import { type Context, Hono } from "hono";
import type { OperationId } from "../contract/operations.ts";
import { pageContract } from "../contract/page-contract.ts";
import type { Behaviour, Call, Token } from "./behaviour.ts";
import { correctBehaviour } from "./correct-behaviour.ts";
import { createContact, createSession, getSession, listHistory, sendMessage } from "./operations.ts";
import { readBody } from "./read-body.ts";
import { type Answer, Refusal, refusedAnswer } from "./refusal.ts";
import { emptyStore, type Session, type Store } from "./store.ts";
import { ticketing } from "./ticketing.ts";

/** The key that is accepted where no others are given. */
export const DEFAULT_TOKEN = "reference-provider-key";

/** Tokens of a provider under test: a key that may do everything, and one that may only read. */
export function tokensOf(keys: { readonly valid: string; readonly readOnly: string }): Token[] {
  return [{ token: keys.valid }, { token: keys.readOnly, scopes: ["chat-sessions:read"] }];
}

/** So many requests in each window of time. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export interface ReferenceProviderOptions {
  /** Keys that are accepted. Default: `DEFAULT_TOKEN`, for everything. */
  readonly tokens?: readonly Token[];
  /** Messages are told to this URL, as to an external ticketing system. Default: to nobody. */
  readonly ticketingUrl?: string;
  /** Answers 429 with `Retry-After` beyond it. Default: no limit. */
  readonly rateLimit?: RateLimit;
  /** Entries on one page of the history. Default: 50. */
  readonly pageSize?: number;
  /** Larger bodies are answered 413. Default: 10 MB. */
  readonly maxBodyBytes?: number;
  /** Default: the correct one. A behaviour with a memory of its own belongs to one provider. */
  readonly behaviour?: Behaviour;
  /** What it knows already, and where it puts what it learns. Default: an empty store of its own. */
  readonly store?: Store;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/** A provider in memory. `idle` settles once the ticketing system was told everything. */
export interface ReferenceProvider {
  fetch(request: Request): Promise<Response>;
  idle(): Promise<void>;
}

/** A provider that keeps every stated and implied fact of the contract, as a fetch handler. */
export function createReferenceProvider(options: ReferenceProviderOptions = {}): ReferenceProvider {
  const { behaviour = correctBehaviour, pageSize = 50, maxBodyBytes = 10_000_000, now = Date.now } = options;
  const tokens = new Map((options.tokens ?? [{ token: DEFAULT_TOKEN }]).map((token) => [token.token, token]));
  const store = options.store ?? emptyStore();
  const tickets = ticketing(options.ticketingUrl);
  const limit = options.rateLimit ? rateLimiter(options.rateLimit) : () => {};
  let requests = 0;

  const run: Record<OperationId, (call: Call, session: Session) => Promise<Answer>> = {
    sendMessage: (call, session) => sendMessage(call, session, tickets.tell),
    createSession,
    getSession,
    listHistory: (call, session) => listHistory(call, session, pageSize),
    createContact,
  };

  const app = new Hono();
  for (const [id, { method, path }] of Object.entries(pageContract.operations)) {
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), (context) => respond(id as OperationId, context));
  }
  app.notFound(() => written(refusedAnswer(new Refusal(404, "Not found"))));
  app.onError(() => written(refusedAnswer(new Refusal(500, "Internal server error"))));
  return { fetch: async (request) => app.fetch(request), idle: tickets.idle };

  async function respond(operation: OperationId, context: Context): Promise<Response> {
    requests += 1;
    const request = context.req.raw;
    const call: Call = {
      operation,
      request,
      number: requests,
      store,
      behaviour,
      now,
      tokens,
      nth: 0,
      bytes: 0,
      json: {},
      body: {},
    };
    return written(await behaviour.answer(call, await answerTo(call, context.req.param("session_id"))));
  }

  async function answerTo(call: Call, sessionId: string | undefined): Promise<Answer> {
    try {
      await behaviour.receive(call);
      limit(now());
      await behaviour.authorise(call);
      const session = sessionId === undefined ? undefined : await behaviour.findSession(call, sessionId);
      if (session) call.session = session;
      else if (sessionId !== undefined) throw new Refusal(404, "Session not found");
      if (call.operation === "sendMessage" && session) call.nth = session.messages.length + 1;
      if (call.request.method === "POST") {
        await readBody(call, maxBodyBytes);
        const problems = await behaviour.problems(call);
        if (problems.length > 0) throw behaviour.invalid(call, problems);
      }
      // Whoever needs a session has one: a path that names none was refused above.
      return await run[call.operation](call, session as Session);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      await behaviour.refused(call, refusal);
      return refusedAnswer(refusal);
    }
  }
}

function written({ status, headers, body, raw }: Answer): Response {
  const content = raw ?? (body === undefined ? null : JSON.stringify(body));
  const type = content === null ? {} : { "content-type": "application/json" };
  return new Response(content, { status, headers: { ...type, ...headers } });
}

/**
 * Counts requests in fixed windows.
 * @throws Refusal 429 with `Retry-After` (whole seconds) from the returned function, when the window is full
 */
function rateLimiter({ requests, perMs }: RateLimit): (nowMs: number) => void {
  let endsMs = 0;
  let count = 0;
  return (nowMs) => {
    if (nowMs >= endsMs) [endsMs, count] = [nowMs + perMs, 0];
    count += 1;
    if (count <= requests) return;
    const seconds = Math.ceil((endsMs - nowMs) / 1000);
    throw new Refusal(429, "Too many requests", { "retry-after": String(seconds) });
  };
}
