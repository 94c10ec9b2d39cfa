import { randomBytes } from "node:crypto";
import { counted } from "../counted.ts";
import type { Script } from "../evidence/case.ts";
import type { Omission } from "../evidence/omission.ts";
import type { SendStep } from "../evidence/step.ts";
import { tagOf } from "../evidence/tag.ts";
import type { Credential } from "../http/credentials.ts";
import { type Exchange, headerOf, isSuccess, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { lostBy } from "../running/lost-rules.ts";
import { obstacleToCreate, obstacleToSend, unanswered } from "../running/preflight.ts";
import { runCase } from "../running/run-case.ts";
import { RunState } from "../running/run-state.ts";
import { withTicketingEvidence } from "../running/ticketing-evidence.ts";
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
const BOUNDS = { maxRequests: 60, maxSessions: 1, maxTimeMs: 120_000 };
const ALL_RULES = "no rule can be judged";

/** Looks at a set-up from the outside in, with one session, one contact and a few requests; it ends where nothing further can work. */
export async function* diagnose({ target, url }: Opened, options: DoctorOptions): AsyncGenerator<Finding> {
  const { session, settle, ticketingSink, without = [] } = options;
  const proxy = proxyFor(options.url);
  if (proxy !== undefined) yield note(`requests go through the proxy ${new URL(proxy).host}`);
  const reached = await target.transport.send({ method: "GET", path: "/", headers: [] });
  if (reached.response === undefined) {
    yield bad(...unanswered(reached.error!, url), ALL_RULES);
    return;
  }
  yield ok(`${url} answers, after ${Math.round(reached.endedMs - reached.startedMs)} ms`);
  const skewMs = Math.abs(Date.now() - Date.parse(headerOf(reached.response, "date") ?? ""));
  if (skewMs > MAX_SKEW_MS)
    yield note(
      `this clock and the provider's differ by ${Math.round(skewMs / 1000)} s`,
      "set the clocks",
      "keys and certificates may be invalid too early, or valid too long",
    );

  const state = new RunState({ ...BOUNDS, settleMs: settle });
  const seen = await runCase(conversation(session !== undefined), {
    ...target,
    contract: pageContract,
    state,
  });
  const last = (operation: OperationId, credential: Credential = "valid") =>
    seen.exchanges.findLast((each) => each.operation === operation && each.credential === credential);
  const [made, sent] = [last("createSession"), last("sendMessage")];
  const obstacle = obstacleToCreate(made) ?? obstacleToSend(sent, session, last("getSession"));
  if (obstacle !== undefined) {
    yield bad(...obstacle, ALL_RULES);
    return;
  }
  if (session === undefined) yield ok("the key is accepted, and a session was created, with a contact");
  if (!isSuccess(sent?.response?.status)) {
    yield bad(`a plain message is answered ${statusOf(sent)}`, "see why in the provider's log", ALL_RULES);
    return;
  }
  yield ok("a message was sent");

  const read = last("getSession");
  const isReadable = isSuccess(read?.response?.status);
  yield isReadable
    ? ok("the session can be read")
    : bad(
        `Get Session is answered ${statusOf(read)}`,
        statusOf(read) === 403
          ? "give the key the scope chat-sessions:read"
          : "see why in the provider's log",
        "no rule on stored data can be judged",
      );
  const shows = member(jsonBody(read?.response), "contact", "custom_data", "opencx_before");
  const hasContacts = typeof shows === "string" || session !== undefined || without.includes("contacts");
  if (isReadable && !hasContacts)
    yield lacking("contacts", "contact data given to Create Session does not come back from Get Session");
  const history = last("listHistory");
  // A key that may not read the session may not read the history either.
  if (statusOf(read) !== 403 && !without.includes("history"))
    yield isSuccess(history?.response?.status)
      ? ok("the history can be read")
      : lacking("history", `the history is answered ${statusOf(history)}`);
  yield readOnlyKey(options, last("sendMessage", "read-only"));
  const cost = costOf(({ needs }) => needs === "a ticketing sink");
  if (target.ticketing === undefined)
    yield note(
      "no ticketing sink",
      "give an address that the provider reports to with --ticketing-sink",
      cost,
    );
  else if ((await withTicketingEvidence(seen, target.ticketing, state)).received.length > 0)
    yield ok("messages arrive at the ticketing sink");
  else
    yield bad(
      `nothing arrived at the ticketing sink within ${settle / 1000} s`,
      `check that the provider reports to ${ticketingSink}, and that it can reach this machine there`,
      cost,
    );
}

/** What every run does: opens a session with a contact, sends, reads, and sends with the read-only key. */
function conversation(isGiven: boolean): Script {
  const tag = tagOf(randomBytes(4).toString("hex"), 0, 0);
  const contact = {
    email: `opencx-conformance-${tag}@example.com`,
    name: "opencx-conformance",
    custom_data: { opencx_before: tag },
  };
  const send = (what: string): SendStep => ({
    do: "send",
    session: "s",
    body: { json: plainSend(messageText(tag, what)) },
  });
  return {
    ...{ id: "doctor", scenario: "doctor", tag },
    steps: [
      { do: "create-session", as: "s", body: { channel: { type: "api" }, verified: true, contact } },
      send("doctor"),
      { do: "observe", session: "s", records: isGiven ? [] : ["contact"], marker: false },
      { do: "read", operation: "listHistory", session: "s" },
      { ...send("read-only"), credential: "read-only" },
    ],
  };
}

const ok = (text: string): Finding => ({ level: "ok", text });
const note = (text: string, hint?: string, cost?: string): Finding => ({
  level: "note",
  text,
  ...withoutUndefined({ cost, hint }),
});
const bad = (text: string, hint: string, cost: string): Finding => ({ level: "bad", text, cost, hint });

function readOnlyKey({ readOnlyToken }: DoctorOptions, sent: Exchange | undefined): Finding {
  const cost = costOf(({ needs }) => needs === "a read-only key");
  if (readOnlyToken === undefined) return note("no read-only key", "give one with --read-only-token", cost);
  const status = statusOf(sent);
  if (status === 403) return ok("the read-only key may not send");
  return bad(
    `a send with the read-only key is answered ${status}, not 403`,
    status === 401
      ? "the key is not valid"
      : "give a key without the scope chat-sessions:write, or leave it out",
    cost,
  );
}

function lacking(omission: Omission, text: string): Finding {
  const cost = costOf(({ id }) => lostBy(id, [omission]).length > 0);
  return bad(text, `where the provider has none, say so with --without ${omission}`, cost);
}

/** The rules that cannot be judged; open points are none. */
function costOf(isLost: (rule: Rule) => boolean): string {
  const lost = rules.filter((rule) => rule.basis !== "open" && isLost(rule)).map(({ id }) => id);
  const more = lost.length > 3 ? ` and ${lost.length - 3} more` : "";
  return `${counted(lost.length, "rule")} cannot be judged: ${lost.slice(0, 3).join(", ")}${more}`;
}

function statusOf(exchange: Exchange | undefined): number | string {
  return exchange?.response?.status ?? `with nothing (${exchange?.error?.message ?? "no answer"})`;
}
