import { setTimeout as pause } from "node:timers/promises";
import { PROFILES, type Profile } from "../../evidence/profile.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { OperationId } from "../contract/operations.ts";
import { reversed, withMore, withoutEmpty } from "./rewritten-answers.ts";

/** What goes back to a program. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** An answer, or a connection that is cut at once or after nothing came for a while. */
export type Reply = Answer | { readonly cut: "reset" | "timeout"; readonly message: string };

/** One request to the API as a condition sees it. */
export interface Call {
  readonly operation: OperationId | undefined;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
  /** Of a send, its number in this run, from 1; of anything else the number of sends so far. */
  readonly sends: number;
  /** What the provider says to it; with a path, what the provider says to a GET of that. */
  provider(path?: string): Promise<Answer>;
  readonly gone: AbortSignal;
}

type Respond = (call: Call) => Promise<Reply>;

export type ConditionName =
  | "happy"
  | "bad-request"
  | "unauthorized"
  | "forbidden"
  | "rate-limited"
  | "unavailable"
  | "server-error"
  | "bad-gateway"
  | "reset"
  | "broken-json"
  | "slow"
  | "timeout"
  | "created"
  | "accepted"
  | "extra-members"
  | "key-order"
  | "sparse-records"
  | "lagging-reads";

/** What a program lives through in one run: everything well, or one legal or faulty thing that the provider does. */
export interface Condition {
  readonly name: ConditionName;
  /** The smallest profile that has it. */
  readonly profile: Profile;
  /** What happens, for the reader of a report. */
  readonly title: string;
  /** Makes what answers the calls of one run. */
  readonly start: () => Respond;
}

/** So many sends fail before all is well again, so that a program which never gives up comes to an end. */
const FAILING_SENDS = 20;
/** The wait that is asked for, in seconds: longer than a program waits by habit. */
const RETRY_AFTER_S = 2;
/** What a program sends at the same time arrives within this, in milliseconds. */
const AT_ONCE_MS = 200;
/** How late a slow answer is, in milliseconds. */
const SLOW_MS = 3000;
/** How long an answer that never comes is held, in milliseconds, if the program does not give up before. */
const HELD_MS = 12_000;
const CUT: Reply = { cut: "reset", message: "the connection was cut by the sandbox" };
/** Its text leaves the status out: a program that prints it has looked at the status, and does not just quote the page. */
const GATEWAY_PAGE: Answer = {
  status: 502,
  headers: [["content-type", "text/html"]],
  body: Buffer.from("<html><head><title>Bad Gateway</title></head><body>Try again later</body></html>"),
};
/** How long reads go on showing what was before a send, in milliseconds. */
const LAG_MS = 1500;

const STAGED: Readonly<Record<ConditionName, readonly [Profile, title: string, start: () => Respond]>> = {
  happy: ["quick", "all is well", () => (call) => call.provider()],
  "bad-request": ["quick", "the first message is answered 400", badRequest],
  unauthorized: ["quick", "every send is answered 401", () => refusing(401, "Unauthorized")],
  forbidden: ["standard", "every send is answered 403", () => refusing(403, "Forbidden")],
  "rate-limited": ["quick", closedWith(429), () => closedFor(429, "Too Many Requests")],
  unavailable: ["standard", closedWith(503), () => closedFor(503, "Service Unavailable")],
  "server-error": [
    "quick",
    `the first ${FAILING_SENDS} sends are answered 500`,
    () => refusing(500, "Internal Server Error", FAILING_SENDS),
  ],
  "bad-gateway": [
    "standard",
    `the first ${FAILING_SENDS} sends are answered 502 with a page in HTML, as by a gateway`,
    () => onSends(async () => GATEWAY_PAGE, FAILING_SENDS),
  ],
  reset: [
    "standard",
    `the connection of the first ${FAILING_SENDS} sends breaks without an answer`,
    () => onSends(async () => CUT, FAILING_SENDS),
  ],
  "broken-json": [
    "standard",
    `the first ${FAILING_SENDS} sends are answered with half of their JSON`,
    () => onSends(halfAnAnswer, FAILING_SENDS),
  ],
  slow: [
    "standard",
    `the first send is answered after ${SLOW_MS / 1000} seconds`,
    () => onSends(lateAnswer, 1),
  ],
  timeout: [
    "thorough",
    `the first two sends are not answered within ${HELD_MS / 1000} seconds`,
    () => onSends(noAnswer, 2),
  ],
  created: ["standard", "a send is answered 201", () => succeeding(201)],
  accepted: ["standard", "a send is answered 202", () => succeeding(202)],
  "extra-members": [
    "quick",
    "every answer has members that the page does not name",
    () => rewriting(withMore),
  ],
  "key-order": ["standard", "every answer has its members in another order", () => rewriting(reversed)],
  "sparse-records": [
    "standard",
    "optional members of records that hold nothing are left out, such as the contact of a session",
    sparseRecords,
  ],
  "lagging-reads": ["standard", `reads show a write ${LAG_MS / 1000} seconds late`, laggingReads],
};

/** Every condition, in the order in which they are run. */
export const conditions: readonly Condition[] = Object.entries(STAGED).map(
  ([name, [profile, title, start]]) => ({ name: name as ConditionName, profile, title, start }),
);

/** The first: all others are compared with it. */
export const happy = conditions[0] as Condition;

/** The conditions of a profile. */
export function conditionsOf(profile: Profile): readonly Condition[] {
  return conditions.filter((condition) => PROFILES.indexOf(condition.profile) <= PROFILES.indexOf(profile));
}

/** What the first sends of a run are answered; all else is well. Default: every send. */
function onSends(respond: Respond, first = Number.POSITIVE_INFINITY): Respond {
  return async (call) =>
    call.operation === "sendMessage" && call.sends <= first ? respond(call) : call.provider();
}

function refusing(status: number, error: string, first?: number): Respond {
  return onSends(async () => errorAnswer(status, error), first);
}

/** An answer of the documented error shape. */
export function errorAnswer(
  status: number,
  error: string,
  message = error,
  headers: Answer["headers"] = [],
): Answer {
  return {
    status,
    headers: [["content-type", "application/json"], ...headers],
    body: Buffer.from(JSON.stringify({ statusCode: status, message, error })),
  };
}

/** The body that was refused stays refused, as it would by a provider that finds something wrong with it. */
function badRequest(): Respond {
  let refused: string | undefined;
  return onSends(async (call) => {
    refused ??= call.body;
    return call.body === refused ? errorAnswer(400, "Bad Request") : call.provider();
  });
}

function closedWith(status: number): string {
  return `the first send is answered ${status} with Retry-After: ${RETRY_AFTER_S}, and all others until then`;
}

function closedFor(status: number, error: string): Respond {
  let closedMs: number | undefined;
  return onSends(async (call) => {
    // By then, what the program sends at the same time has arrived: it was sent before the program could know.
    closedMs ??= performance.now() + AT_ONCE_MS;
    const aheadMs = closedMs - performance.now();
    if (aheadMs > 0) await quiet(aheadMs, call.gone);
    const leftMs = closedMs + RETRY_AFTER_S * 1000 - performance.now();
    // A timer may be early: then a little more is left than is said.
    const headers = [["retry-after", String(Math.min(RETRY_AFTER_S, Math.ceil(leftMs / 1000)))]] as const;
    return leftMs > 0 ? errorAnswer(status, error, error, headers) : call.provider();
  });
}

async function halfAnAnswer(call: Call): Promise<Answer> {
  const answer = await call.provider();
  return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.byteLength / 2)) };
}

async function lateAnswer(call: Call): Promise<Answer> {
  await quiet(SLOW_MS, call.gone);
  return call.provider();
}

async function noAnswer({ gone }: Call): Promise<Reply> {
  await quiet(HELD_MS, gone);
  return { cut: "timeout", message: "no answer was given" };
}

function succeeding(status: number): Respond {
  return onSends(async (call) => {
    const answer = await call.provider();
    return answer.status === 200 ? { ...answer, status } : answer;
  });
}

function rewriting(rewrite: (value: Json) => Json): Respond {
  return async (call) => {
    const answer = await call.provider();
    if (answer.body.byteLength === 0) return answer;
    const json = JSON.parse(Buffer.from(answer.body).toString()) as Json;
    return { ...answer, body: Buffer.from(JSON.stringify(rewrite(json))) };
  };
}

function sparseRecords(): Respond {
  // A session that the program made has a contact only if it asked for one.
  const own = new Set<Json | undefined>();
  return (call) =>
    rewriting((value) => {
      if (call.operation === "createSession") own.add(member(value, "id"));
      return withoutEmpty(value, own);
    })(call);
}

function laggingReads(): Respond {
  const before = new Map<string, { answer: Answer; untilMs: number }>();
  const shown = (path: string) => {
    const old = before.get(path);
    return old !== undefined && old.untilMs > performance.now() ? old.answer : undefined;
  };
  return async (call) => {
    const path = call.path.replace(/\?.*/s, "");
    if (call.operation === "sendMessage") {
      const session = path.replace(/\/send$/, "");
      for (const read of [session, `${session}/history`])
        if (shown(read) === undefined)
          before.set(read, { answer: await call.provider(read), untilMs: performance.now() + LAG_MS });
    }
    return shown(path) ?? call.provider();
  };
}

async function quiet(ms: number, gone: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: gone }).catch(() => undefined);
}
