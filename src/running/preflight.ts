import type { CreateSessionStep, SendStep } from "../evidence/step.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import { messageText, plainSend } from "../send-message/scenarios/bodies.ts";
import { SESSION } from "../send-message/scenarios/steps.ts";
import { CaseRunner } from "./case-runner.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { BudgetSpent } from "./run-state.ts";

/**
 * Creates a session, sends one message and reads its answer: what must work before anything can be judged. What stands
 * in the way of a run, and what to do about it; `undefined` where nothing does.
 */
export async function preflight(context: ExecutionContext, tag: string): Promise<string | undefined> {
  try {
    return await obstacle(context, tag);
  } catch (error) {
    if (error instanceof BudgetSpent) return error.message;
    throw error;
  }
}

async function obstacle(context: ExecutionContext, tag: string): Promise<string | undefined> {
  const runner = new CaseRunner({ id: "preflight/0", scenario: "preflight", tag, steps: [] }, context);
  const ask = (step: CreateSessionStep | SendStep) => runner.ask(runner.requests(step, -1).once[0]!);
  let { session } = context;
  if (session === undefined) {
    context.state.countSession();
    const made = await ask({ do: "create-session", as: SESSION, body: { channel: { type: "api" } } });
    const refused = refusedAtOnce(made);
    if (refused !== undefined) return refused;
    const id = member(jsonBody(made?.response), "id");
    if (typeof id !== "string")
      return `Create Session answered ${made?.response?.status} without an id; name an existing session with --session ID`;
    context.state.createdSessions.push(id);
    session = id;
  }
  runner.ids.set(SESSION, session);
  const json = plainSend(messageText(tag, "preflight"));
  const sent = await ask({ do: "send", session: SESSION, body: { json } });
  const unreachable = unanswered(sent?.error, "a plain send");
  if (unreachable !== undefined) return unreachable;
  const status = sent?.response?.status ?? 0;
  if (status === 401 || status === 403) return refusal(status, "a plain send");
  if (status === 404 && context.session !== undefined)
    return `the session ${context.session} is not known to the provider; name one that exists with --session ID, or leave it out`;
  if (status === 429) return "the provider answers 429 without end; try again later, or with --rate-limit";
  return undefined;
}

/** Why nothing can be judged where this was the first request, to Create Session. */
export function refusedAtOnce(made: Exchange | undefined): string | undefined {
  if (made?.operation !== "createSession") return undefined;
  return unanswered(made.error, "Create Session") ?? refusal(made.response?.status ?? 0, "Create Session");
}

function unanswered(error: Exchange["error"], what: string): string | undefined {
  if (error === undefined) return undefined;
  return error.kind === "refused"
    ? `cannot connect to the provider: ${error.message}; check the URL and that it is running`
    : `${what} got no answer (${error.kind}: ${error.message}); check the URL and --request-timeout`;
}

function refusal(status: number, what: string): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  const answered = `${what} is answered ${status}`;
  if (status === 401)
    return `${answered}: the key is not accepted; give a valid key with --token or OPENCX_API_KEY`;
  if (status === 403)
    return `${answered}: the key lacks a scope; use a key with chat-sessions:write and chat-sessions:read`;
  if (status === 404 || status === 405)
    return `${answered}: the operation is not there; check the base path of the URL; without Create Session, name an existing session with --session ID`;
  return `${answered}; a session is needed to judge anything; name an existing one with --session ID`;
}
