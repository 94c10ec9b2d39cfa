import { setTimeout as pause } from "node:timers/promises";
import { PROFILES, type Profile } from "../evidence/profile.ts";
import { isObject, type Json } from "../json/json.ts";
import type { ConditionName } from "../send-message/consumer-rules/consumer-case.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { RECORDS } from "../send-message/contract/records.ts";
import { type Answer, jsonAnswer, type Reply } from "./exchange-parts.ts";

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

/** Something that happens to a program in one run. */
export interface Condition {
  readonly name: ConditionName;
  /** What happens, for the reader of a report. */
  readonly title: string;
  /** The smallest profile that has it. */
  readonly profile: Profile;
  /** Makes what answers the calls of one run. */
  readonly start: () => (call: Call) => Promise<Reply>;
}

/** So many sends fail before all is well again, so that a program which never gives up comes to an end. */
const FAILING_SENDS = 20;
/** The wait that is asked for, in seconds: longer than a program waits by habit. */
const RETRY_AFTER_S = 2;
/** How late a slow answer is, in milliseconds. */
const SLOW_MS = 3000;
/** How long an answer that never comes is held, in milliseconds, if the program does not give up before. */
const HELD_MS = 12_000;
/** How long reads go on showing what was before a send, in milliseconds. */
const LAG_MS = 1500;

const isSend = ({ operation }: Call) => operation === "sendMessage";

/** Every condition, in the order in which they are run. */
export const conditions: readonly Condition[] = [
  { name: "happy", title: "all is well", profile: "quick", start: () => (call) => call.provider() },
  { name: "bad-request", title: "the first message is answered 400", profile: "quick", start: badRequest },
  {
    name: "unauthorized",
    title: "every send is answered 401",
    profile: "quick",
    start: () => always(refusal(401, "Unauthorized")),
  },
  {
    name: "forbidden",
    title: "every send is answered 403",
    profile: "standard",
    start: () => always(refusal(403, "Forbidden")),
  },
  {
    name: "rate-limited",
    title: `the first send is answered 429 with Retry-After: ${RETRY_AFTER_S}, and all others until then`,
    profile: "quick",
    start: () => closedFor(429, "Too Many Requests"),
  },
  {
    name: "unavailable",
    title: `the first send is answered 503 with Retry-After: ${RETRY_AFTER_S}, and all others until then`,
    profile: "standard",
    start: () => closedFor(503, "Service Unavailable"),
  },
  {
    name: "server-error",
    title: `the first ${FAILING_SENDS} sends are answered 500`,
    profile: "quick",
    start: () => failing(async () => refusal(500, "Internal Server Error")),
  },
  {
    name: "reset",
    title: `the connection of the first ${FAILING_SENDS} sends breaks without an answer`,
    profile: "standard",
    start: () => failing(async () => ({ cut: "reset", message: "the connection was cut by the sandbox" })),
  },
  {
    name: "broken-json",
    title: `the first ${FAILING_SENDS} sends are answered with half of their JSON`,
    profile: "standard",
    start: () =>
      failing(async (call) => {
        const answer = await call.provider();
        return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.byteLength / 2)) };
      }),
  },
  {
    name: "slow",
    title: `the first send is answered after ${SLOW_MS / 1000} seconds`,
    profile: "standard",
    start: () =>
      failing(async (call) => {
        await quiet(SLOW_MS, call.gone);
        return call.provider();
      }, 1),
  },
  {
    name: "timeout",
    title: `the first two sends are not answered within ${HELD_MS / 1000} seconds`,
    profile: "thorough",
    start: () =>
      failing(async ({ gone }) => {
        await quiet(HELD_MS, gone);
        return { cut: "timeout", message: "no answer was given" };
      }, 2),
  },
  { name: "created", title: "a send is answered 201", profile: "standard", start: () => succeeding(201) },
  { name: "accepted", title: "a send is answered 202", profile: "standard", start: () => succeeding(202) },
  {
    name: "extra-members",
    title: "every answer has members that the page does not name",
    profile: "quick",
    start: () => rewriting(withMore),
  },
  {
    name: "key-order",
    title: "every answer has its members in another order",
    profile: "standard",
    start: () => rewriting(reversed),
  },
  {
    name: "lagging-reads",
    title: `reads show a write ${LAG_MS / 1000} seconds late`,
    profile: "standard",
    start: laggingReads,
  },
];

/** The conditions of a profile. */
export function conditionsOf(profile: Profile): readonly Condition[] {
  return conditions.filter((condition) => PROFILES.indexOf(condition.profile) <= PROFILES.indexOf(profile));
}

function refusal(
  status: number,
  error: string,
  headers: readonly (readonly [string, string])[] = [],
): Answer {
  return jsonAnswer(status, { statusCode: status, message: error, error }, headers);
}

function always(answer: Answer) {
  return async (call: Call): Promise<Reply> => (isSend(call) ? answer : call.provider());
}

function failing(fail: (call: Call) => Promise<Reply>, sends = FAILING_SENDS) {
  return async (call: Call): Promise<Reply> =>
    isSend(call) && call.sends <= sends ? fail(call) : call.provider();
}

/** The body that was refused stays refused, as it would by a provider that finds something wrong with it. */
function badRequest() {
  let refused: string | undefined;
  return async (call: Call): Promise<Reply> => {
    if (!isSend(call)) return call.provider();
    refused ??= call.body;
    return call.body === refused ? refusal(400, "Bad Request") : call.provider();
  };
}

function closedFor(status: number, error: string) {
  let openMs: number | undefined;
  return async (call: Call): Promise<Reply> => {
    if (!isSend(call)) return call.provider();
    openMs ??= performance.now() + RETRY_AFTER_S * 1000;
    const leftMs = openMs - performance.now();
    if (leftMs <= 0) return call.provider();
    return refusal(status, error, [["retry-after", String(Math.ceil(leftMs / 1000))]]);
  };
}

function succeeding(status: number) {
  return async (call: Call): Promise<Reply> => {
    const answer = await call.provider();
    return isSend(call) && answer.status === 200 ? { ...answer, status } : answer;
  };
}

function rewriting(rewrite: (value: Json) => Json) {
  return async (call: Call): Promise<Reply> => {
    const answer = await call.provider();
    if (answer.body.byteLength === 0) return answer;
    const json = JSON.parse(Buffer.from(answer.body).toString()) as Json;
    return { ...answer, body: Buffer.from(JSON.stringify(rewrite(json))) };
  };
}

/** Custom data is left alone: what is in there is the program's own. */
function withMore(value: Json): Json {
  if (Array.isArray(value)) return value.map(withMore);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => [
    key,
    RECORDS.session.path.includes(key) ? inner : withMore(inner),
  ]);
  return Object.fromEntries([
    ["x_trace", { id: "c0ffee", hops: [1, null] }],
    ...members,
    ["x_region", "emea"],
  ]);
}

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .reverse(),
  );
}

function laggingReads() {
  const before = new Map<string, { answer: Answer; untilMs: number }>();
  return async (call: Call): Promise<Reply> => {
    const path = call.path.replace(/\?.*/s, "");
    if (isSend(call)) {
      const session = path.replace(/\/send$/, "");
      for (const read of [session, `${session}/history`]) {
        const shown = before.get(read);
        if (shown !== undefined && shown.untilMs > performance.now()) continue;
        before.set(read, { answer: await call.provider(read), untilMs: performance.now() + LAG_MS });
      }
    }
    const shown = before.get(path);
    return shown !== undefined && shown.untilMs > performance.now() ? shown.answer : call.provider();
  };
}

async function quiet(ms: number, gone: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: gone }).catch(() => undefined);
}
