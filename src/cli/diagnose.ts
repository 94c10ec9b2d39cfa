import { randomBytes } from "node:crypto";
import type { Omission } from "../evidence/omission.ts";
import type { Credential } from "../http/credentials.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import { Conversation } from "../running/conversation.ts";
import { lostBy } from "../running/lost-rules.ts";
import { RunState } from "../running/run-state.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { messageText, plainSend } from "../send-message/scenarios/bodies.ts";
import type { CommandOptions } from "./flags.ts";
import { type Opened, proxyFor } from "./target.ts";

/** One thing that was looked at: what is so, what it costs, and what to do about it. */
export interface Finding {
  /** `bad` where a run could not come to a verdict, `note` where rules are left out of it. */
  readonly level: "ok" | "note" | "bad";
  readonly text: string;
  readonly cost?: string;
  readonly hint?: string;
}

type DoctorOptions = CommandOptions<"doctor">;

/** A clock that differs by more than this makes keys and certificates invalid, in milliseconds. */
const MAX_SKEW_MS = 60_000;
/** OpenSSL says where in its own code something failed; nobody wants to read that. In characters. */
const MAX_MESSAGE = 120;
const ALL_RULES = "no rule can be judged";

/** Looks at a set-up from the outside in, with one session, one contact and a few requests; it ends where nothing further can work. */
export async function* diagnose(
  { target, url }: Opened,
  options: DoctorOptions,
  environment: NodeJS.ProcessEnv,
): AsyncGenerator<Finding> {
  const proxy = options.url === undefined ? undefined : proxyFor(options.url, environment);
  if (proxy !== undefined)
    yield { level: "note", text: `requests go through the proxy ${new URL(proxy).host}` };
  const state = new RunState({
    maxRequests: 60,
    maxSessions: 1,
    maxTimeMs: 120_000,
    settleMs: options.settle,
  });
  const talk = new Conversation({ ...target, contract: pageContract, state });
  const ask = (operation: OperationId, session?: string, json?: unknown, credential: Credential = "valid") =>
    talk.ask({
      operation,
      credential,
      step: 0,
      purpose: "step",
      ...(session === undefined ? {} : { session }),
      ...(json === undefined ? {} : { body: Buffer.from(JSON.stringify(json)) }),
    });

  const reached = await target.transport.send({ method: "GET", path: "/", headers: [] });
  if (reached.response === undefined) {
    yield unreachable(url, reached.error?.message ?? "no answer");
    return;
  }
  yield { level: "ok", text: `${url} answers, after ${Math.round(reached.endedMs - reached.startedMs)} ms` };
  yield* clock(reached.response.headers);

  const tag = `oc${randomBytes(4).toString("hex")}z`;
  const made =
    options.session === undefined ? await ask("createSession", undefined, openingOf(tag)) : undefined;
  const id = options.session ?? member(jsonBody(made?.response), "id");
  if (typeof id !== "string") {
    yield refusedSession(statusOf(made), options.url);
    return;
  }
  if (made !== undefined)
    yield { level: "ok", text: `the key is accepted, and the session ${id} was created, with a contact` };

  const sent = await ask("sendMessage", id, plainSend(messageText(tag, "doctor")));
  if (!isAccepted(sent)) {
    yield refusedSend(statusOf(sent), options.session);
    return;
  }
  yield { level: "ok", text: "a message was sent" };

  const read = await readUntil(
    state,
    () => ask("getSession", id),
    (body) => knowsContact(body) || made === undefined,
  );
  if (!isAccepted(read)) {
    yield {
      level: "bad",
      text: `Get Session is answered ${statusOf(read)}`,
      cost: "no rule on stored data can be judged",
      hint: statusOf(read) === 403 ? "give the key the scope chat-sessions:read" : "check the provider",
    };
  } else {
    yield { level: "ok", text: "the session can be read" };
    if (!isLeftOut(options, "contacts") && !knowsContact(jsonBody(read?.response)))
      yield lacking("contacts", "contact data given to Create Session does not come back from Get Session");
  }
  // A key that may not read the session may not read the history either.
  if (statusOf(read) !== 403 && !isLeftOut(options, "history")) {
    const history = await ask("listHistory", id);
    if (isAccepted(history)) yield { level: "ok", text: "the history can be read" };
    else yield lacking("history", `the history is answered ${statusOf(history)}`);
  }
  yield readOnlyKey(
    options,
    await ask("sendMessage", id, plainSend(messageText(tag, "read-only")), "read-only"),
  );
  if (target.ticketing === undefined)
    yield {
      level: "note",
      text: "no ticketing sink",
      cost: costOf(({ needs }) => needs === "a ticketing sink"),
      hint: "give an address that the provider reports to with --ticketing-sink",
    };
  else {
    const untilMs = state.now() + options.settle;
    while (target.ticketing.received().length === 0 && state.now() < untilMs) await state.rest(20);
    yield target.ticketing.received().length > 0
      ? { level: "ok", text: "messages arrive at the ticketing sink" }
      : {
          level: "bad",
          text: `nothing arrived at the ticketing sink within ${options.settle / 1000} s`,
          cost: costOf(({ needs }) => needs === "a ticketing sink"),
          hint: `check that the provider reports to ${options.ticketingSink}, and that it can reach this machine there`,
        };
  }
}

function openingOf(tag: string) {
  return {
    channel: { type: "api" },
    verified: true,
    contact: {
      email: `opencx-conformance-${tag}@example.com`,
      name: "opencx-conformance",
      custom_data: { opencx_before: tag },
    },
  };
}

function unreachable(url: string, message: string): Finding {
  const hint = /certificate|CERT|self.signed/i.test(message)
    ? "give the authority of its certificate with --ca"
    : /SSL|TLS|EPROTO|wrong version/i.test(message)
      ? "the port speaks another protocol: try http:// instead of https://"
      : /ENOTFOUND|EAI_AGAIN/.test(message)
        ? "check the host name in the URL"
        : "check the URL, and that the provider is running; --wait and --start help where it starts late";
  return {
    level: "bad",
    text: `${url} does not answer: ${message.length > MAX_MESSAGE ? "TLS failed" : message}`,
    cost: ALL_RULES,
    hint,
  };
}

function* clock(headers: readonly (readonly [string, string])[]): Generator<Finding> {
  const date = headers.find(([name]) => name === "date")?.[1];
  const skewMs = date === undefined ? Number.NaN : Date.now() - Date.parse(date);
  if (Math.abs(skewMs) <= MAX_SKEW_MS || Number.isNaN(skewMs)) return;
  yield {
    level: "note",
    text: `this clock and the provider's differ by ${Math.round(Math.abs(skewMs) / 1000)} s`,
    cost: "keys and certificates may be invalid too early, or valid too long",
    hint: "set the clocks",
  };
}

function refusedSession(status: number | string, url: URL | undefined): Finding {
  const base = url?.pathname.replace(/\/$/, "") ?? "";
  const cut = /\/chat(\/.*)?$/.exec(base);
  const hints: Readonly<Record<string, string>> = {
    401: "give a valid key with --token or OPENCX_API_KEY",
    403: "give the key the scope chat-sessions:write",
    404:
      cut === null
        ? `check the base path of the URL, now "${base || "/"}"; without Create Session, give --session ID`
        : `the base path of the URL ends before /chat: leave "${cut[0]}" out`,
  };
  return {
    level: "bad",
    text: `Create Session is answered ${status}${Number(status) < 300 ? " without an id" : ""}`,
    cost: ALL_RULES,
    hint:
      hints[status === 405 ? 404 : status] ??
      "see why in the provider's log; --session ID names an existing session",
  };
}

function refusedSend(status: number | string, session: string | undefined): Finding {
  return {
    level: "bad",
    text: `a plain message is answered ${status}`,
    cost: ALL_RULES,
    hint:
      status === 403
        ? "give the key the scope chat-sessions:write"
        : status === 401
          ? "give a valid key with --token or OPENCX_API_KEY"
          : status === 404 && session !== undefined
            ? `the session ${session} does not exist: give another with --session`
            : "see why in the provider's log",
  };
}

function readOnlyKey({ readOnlyToken }: DoctorOptions, sent: Exchange | undefined): Finding {
  const cost = costOf(({ needs }) => needs === "a read-only key");
  if (readOnlyToken === undefined)
    return { level: "note", text: "no read-only key", cost, hint: "give one with --read-only-token" };
  const status = statusOf(sent);
  if (status === 403) return { level: "ok", text: "the read-only key may not send" };
  return {
    level: "bad",
    text: `a send with the read-only key is answered ${status}, not 403`,
    cost,
    hint:
      status === 401
        ? "the key is not valid"
        : "give a key without the scope chat-sessions:write, or leave it out",
  };
}

function lacking(omission: Omission, text: string): Finding {
  return {
    level: "bad",
    text,
    cost: costOf(({ id }) => lostBy(id, [omission]).length > 0),
    hint: `where the provider has none, say so with --without ${omission}`,
  };
}

/** The rules that cannot be judged; open points are none. */
function costOf(isLost: (rule: Rule) => boolean): string {
  const lost = rules.filter((rule) => rule.basis !== "open" && isLost(rule)).map(({ id }) => id);
  const named = lost.slice(0, 3).join(", ");
  return `${lost.length === 1 ? "1 rule" : `${lost.length} rules`} cannot be judged: ${named}${lost.length > 3 ? ` and ${lost.length - 3} more` : ""}`;
}

async function readUntil(
  state: RunState,
  read: () => Promise<Exchange | undefined>,
  isWhole: (body: unknown) => boolean,
): Promise<Exchange | undefined> {
  const untilMs = state.now() + state.bounds.settleMs;
  for (;;) {
    const exchange = await read();
    if (!isAccepted(exchange) || isWhole(jsonBody(exchange?.response)) || state.now() > untilMs)
      return exchange;
    await state.rest(250);
  }
}

function knowsContact(body: unknown): boolean {
  return typeof member(body as never, "contact", "custom_data", "opencx_before") === "string";
}

function isLeftOut({ without = [], session }: DoctorOptions, omission: Omission): boolean {
  return without.includes(omission) || (omission === "contacts" && session !== undefined);
}

function isAccepted(exchange: Exchange | undefined): boolean {
  const status = exchange?.response?.status ?? 0;
  return status >= 200 && status < 300;
}

function statusOf(exchange: Exchange | undefined): number | string {
  return exchange?.response?.status ?? `with nothing (${exchange?.error?.message ?? "no answer"})`;
}
