import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import { messageText, plainSend } from "../send-message/scenarios/bodies.ts";
import { Conversation } from "./conversation.ts";
import type { ExecutionContext } from "./run-case.ts";

/** What stands in the way of a run, and what to do about it. */
export interface Problem {
  readonly problem: string;
  readonly hint: string;
}

/** Creates a session, sends one message and reads it: what must work before anything can be judged. @throws BudgetSpent */
export async function preflight(context: ExecutionContext, tag: string): Promise<Problem | undefined> {
  const talk = new Conversation(context.transport, context.keys, context.contract, context.state);
  const request = { step: -1, purpose: "step" as const };
  const body = (json: unknown) => Buffer.from(JSON.stringify(json));
  let session = context.session;
  if (session === undefined) {
    context.state.countSession();
    const made = await talk.ask({
      ...request,
      operation: "createSession",
      body: body({ channel: { type: "api" } }),
    });
    const refused = refusedAtOnce(made);
    if (refused !== undefined) return refused;
    const id = member(jsonBody(made?.response), "id");
    if (typeof id !== "string") {
      return {
        problem: `Create Session answered ${made?.response?.status} without an id`,
        hint: "name an existing session with --session ID",
      };
    }
    context.state.createdSessions.push(id);
    session = id;
  }
  const sent = await talk.ask({
    ...request,
    operation: "sendMessage",
    session: encodeURIComponent(session),
    body: body(plainSend(messageText(tag, "preflight"))),
  });
  const unreachable = unanswered(sent?.error, "a plain send");
  if (unreachable !== undefined) return unreachable;
  const status = sent?.response?.status ?? 0;
  if (status === 401 || status === 403) return refusal(status, "a plain send");
  if (status === 404 && context.session !== undefined) {
    return {
      problem: `the session ${context.session} is not known to the provider`,
      hint: "name one that exists with --session ID, or leave it out",
    };
  }
  if (status === 429)
    return { problem: "the provider answers 429 without end", hint: "try again later, or with --rate-limit" };
  return undefined;
}

/** Why nothing can be judged where this was the first request, to Create Session. */
export function refusedAtOnce(made: Exchange | undefined): Problem | undefined {
  if (made?.operation !== "createSession") return undefined;
  return unanswered(made.error, "Create Session") ?? refusal(made.response?.status ?? 0, "Create Session");
}

function unanswered(
  error: { readonly kind: string; readonly message: string } | undefined,
  what: string,
): Problem | undefined {
  if (error === undefined) return undefined;
  if (error.kind === "refused")
    return {
      problem: `cannot connect to the provider: ${error.message}`,
      hint: "check the URL and that it is running",
    };
  return {
    problem: `${what} got no answer (${error.kind}: ${error.message})`,
    hint: "check the URL and --request-timeout",
  };
}

function refusal(status: number, what: string): Problem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401)
    return {
      problem: `${what} is answered 401: the key is not accepted`,
      hint: "give a valid key with --token or OPENCX_API_KEY",
    };
  if (status === 403)
    return {
      problem: `${what} is answered 403: the key lacks a scope`,
      hint: "use a key with chat-sessions:write and chat-sessions:read",
    };
  if (status === 404 || status === 405) {
    return {
      problem: `${what} is answered ${status}: the operation is not there`,
      hint: "check the base path of the URL; without Create Session, name an existing session with --session ID",
    };
  }
  return {
    problem: `${what} is answered ${status}`,
    hint: "a session is needed to judge anything; name an existing one with --session ID",
  };
}
