import type { CreateSessionStep, ReadStep, SendStep } from "../evidence/step.ts";
import { type Exchange, type ExchangeError, headerOf, isSuccess, jsonBody } from "../http/exchange.ts";
import { isClosed } from "../send-message/analysis/closed-session.ts";
import { messageText, plainSend } from "../send-message/scenarios/bodies.ts";
import { SESSION } from "../send-message/scenarios/steps.ts";
import { CaseRunner } from "./case-runner.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { createdId } from "./requests-of.ts";
import { BudgetSpent } from "./run-state.ts";

/** What stands in the way of a run, and what to do about it. */
export type Obstacle = readonly [problem: string, remedy: string];

/** OpenSSL says where in its own code something failed; nobody wants to read that. */
const FROM_OPENSSL = /SSL routines/;

/**
 * Creates a session, sends one message and reads its answer: what must work before anything can be judged. What stands
 * in the way of a run, and what to do about it; `undefined` where nothing does.
 */
export async function preflight(context: ExecutionContext, tag: string): Promise<string | undefined> {
  try {
    return (await obstacle(context, tag))?.join("; ");
  } catch (error) {
    if (error instanceof BudgetSpent) return error.message;
    throw error;
  }
}

async function obstacle(context: ExecutionContext, tag: string): Promise<Obstacle | undefined> {
  const runner = new CaseRunner({ id: "preflight/0", scenario: "preflight", tag, steps: [] }, context);
  const ask = (step: CreateSessionStep | SendStep | ReadStep) =>
    runner.ask(runner.requests(step, -1).once[0]!);
  let { session } = context;
  if (session === undefined) {
    context.state.countSession();
    const made = await ask({ do: "create-session", as: SESSION, body: { channel: { type: "api" } } });
    const found = obstacleToCreate(made);
    if (found !== undefined) return found;
    session = createdId("create-session", jsonBody(made?.response))!;
    context.state.createdSessions.push(session);
  }
  runner.ids.set(SESSION, session);
  const json = plainSend(messageText(tag, "preflight"));
  const sent = await ask({ do: "send", session: SESSION, body: { json } });
  const isRefused = context.session !== undefined && !isSuccess(sent?.response?.status);
  const read = isRefused ? await ask({ do: "read", operation: "getSession", session: SESSION }) : undefined;
  return obstacleToSend(sent, context.session, read);
}

/** Why nothing can be judged where Create Session was answered so. */
export function obstacleToCreate(made: Exchange | undefined): Obstacle | undefined {
  if (made?.operation !== "createSession") return undefined;
  const status = made.response?.status ?? 0;
  if (made.error !== undefined) return unanswered(made.error, "Create Session");
  const found = refusal(made, "Create Session");
  if (found !== undefined || createdId("create-session", jsonBody(made.response)) !== undefined) return found;
  const lacks = jsonBody(made.response) === undefined ? "with a body that is not JSON" : "without an id";
  return [`Create Session answered ${status} ${lacks}`, "name an existing session with --session ID"];
}

/**
 * Why nothing can be judged where a plain send was answered so, and a read of the session behind it so; most refusals are
 * for the rules to judge. `session` is the one that the user named.
 */
export function obstacleToSend(
  sent: Exchange | undefined,
  session: string | undefined,
  read: Exchange | undefined,
): Obstacle | undefined {
  const status = sent?.response?.status ?? 0;
  if (sent?.error !== undefined) return unanswered(sent.error, "a plain send");
  if (status === 401 || status === 403 || isRedirect(status)) return refusal(sent!, "a plain send");
  if (status === 404 && session !== undefined)
    return [
      `the session ${session} is not known to the provider`,
      "name one that exists with --session ID, or leave it out",
    ];
  if (session !== undefined && status >= 400 && isClosed(jsonBody(read?.response)))
    return [
      `the session ${session} is closed, and a plain send to it is answered ${status}`,
      "name an open one with --session ID, or leave it out",
    ];
  // A 503 that does not say how long to wait is for the rules to judge.
  if (status === 429 || (status === 503 && headerOf(sent?.response, "retry-after") !== undefined))
    return [`the provider answers ${status} without end`, "try again later, or with --rate-limit"];
  return undefined;
}

/** Why no answer came. */
export function unanswered({ kind, message }: ExchangeError, what: string): Obstacle {
  const why = FROM_OPENSSL.test(message) ? "TLS failed" : message;
  const problem =
    kind === "refused" ? `cannot connect to the provider: ${why}` : `${what} got no answer (${kind}: ${why})`;
  const known = OF_TLS.find(([words]) => words.test(message));
  return [problem, known?.[1] ?? OF_KIND[kind] ?? "check the URL"];
}

/** What to do about a failure of TLS, by what OpenSSL and Node say of it; the first that fits. */
const OF_TLS: readonly (readonly [words: RegExp, remedy: string])[] = [
  [/certificate has expired/, "renew its certificate; --insecure takes any, for a test system only"],
  [/not yet valid/, "check the clocks of both machines, and the first day of its certificate"],
  [/for another host/, "use the host name that its certificate names"],
  [/ssl.* alert|handshake failure/i, "if it wants a client certificate, give one with --cert"],
  [/certificate|CERT|self.signed/i, "give the authority of its certificate with --ca"],
  [/SSL|TLS|EPROTO|wrong version/i, "the port speaks another protocol: try http:// instead of https://"],
];

const OF_KIND: { readonly [K in ExchangeError["kind"]]?: string } = {
  refused: "check the URL and that it is running",
  timeout: "check the URL and --request-timeout",
  reset:
    "check the URL, and whether it begins with http:// or https://; if the provider wants a client certificate, give one with --cert",
};

function refusal({ response }: Exchange, what: string): Obstacle | undefined {
  const status = response?.status ?? 0;
  if (isSuccess(status)) return undefined;
  if (isRedirect(status))
    return [
      `${what} is answered ${status}, which leads to ${headerOf(response, "location") ?? "no place that it names"}`,
      "give the URL at which the provider answers itself: the key is not sent anywhere else",
    ];
  const [why, remedy] = REFUSALS[status] ?? [
    "; a session is needed to judge anything",
    "name an existing one with --session ID",
  ];
  return [`${what} is answered ${status}${why}`, remedy];
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

const NOT_THERE: Obstacle = [
  ": the operation is not there",
  "check the base path of the URL, which ends before /chat; without Create Session, name an existing session with --session ID",
];
const REFUSALS: Readonly<Record<number, Obstacle>> = {
  401: [": the key is not accepted", "give a valid key with --token or OPENCX_API_KEY"],
  403: [": the key lacks a scope", "use a key with chat-sessions:write and chat-sessions:read"],
  404: NOT_THERE,
  405: NOT_THERE,
};
