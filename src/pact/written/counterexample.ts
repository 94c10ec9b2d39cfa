import type { Credential } from "../../http/credentials.ts";
import { type Exchange, headerOf, jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { RuleText } from "../../judging/rule-text.ts";
import { sessionInPath } from "../../send-message/contract/operations.ts";
import { entriesIn } from "../../send-message/contract/records.ts";
import type { StateNeed } from "../../send-message/pact-states/resolve-state.ts";
import {
  A_SESSION,
  hasContact,
  stateAfterSend,
  statesAfterCreation,
} from "../../send-message/pact-states/states-of-requests.ts";
import type { UnnamedInteraction, WrittenBody, WrittenInteraction } from "./pact-text.ts";
import { promisedTo, REFUSED, readAfter, refusedWith } from "./promised.ts";

/** What a pact is made of in the result of a rule; without a counterexample, nothing is. */
export interface WritableRule extends Pick<RuleText, "id" | "title" | "quote"> {
  readonly counterexample?: {
    readonly exchanges: readonly Exchange[];
    /** Indices of the exchanges that show the failure. Default: all. */
    readonly shownBy?: readonly number[];
    /** Chosen anew for each run, it gives way to a word that stays. */
    readonly tag: string;
  };
}

const STABLE_TAG = "example";

/**
 * Writes a counterexample as interactions: the send that shows it, with the answer that the contract demands, and
 * where it was accepted and read afterwards, the read, with all that was sent merged into it; or why a pact cannot say it.
 */
export function interactionsOf(
  rule: WritableRule,
  { exchanges, shownBy, tag }: NonNullable<WritableRule["counterexample"]>,
): { readonly interactions: readonly WrittenInteraction[] } | { readonly unsaid: string } {
  const stable = JSON.parse(JSON.stringify(exchanges).replaceAll(tag, STABLE_TAG)) as Exchange[];
  const sends = stable.filter(({ operation, purpose }) => operation === "sendMessage" && purpose === "step");
  const send = sends.findLast((each) => shownBy?.includes(stable.indexOf(each))) ?? sends.at(-1);
  if (send === undefined) return { unsaid: "its counterexample holds no send" };
  const session = sessionOf(send);
  const ofSession = stable.filter((each) => sessionOf(each) === session);
  const creation = stable.find(
    ({ operation, response }) =>
      operation === "createSession" && member(jsonBody(response), "id") === session,
  );
  const created = jsonBody(creation?.request);
  // A session that other cases share was made before this one.
  const isShared = ofSession.some(({ response }) => (response?.status ?? 500) < 300);
  const states = creation ? statesAfterCreation(created) : isShared ? [A_SESSION] : [];
  const description = `${rule.title} (${rule.id})`;
  const comments = [`rule ${rule.id}`, ...(rule.quote === undefined ? [] : [rule.quote])];
  const isRead = ofSession.some(
    ({ operation, startedMs }) => operation === "getSession" && startedMs >= send.startedMs,
  );
  const sent = ofSession.filter((each) => sends.includes(each) && each.credential === "valid");
  const written = [
    sendInteraction(send, states),
    isRead ? readInteraction(sent, created, states) : undefined,
  ].filter((each) => each !== undefined);
  if (written.length === 0) return { unsaid: "the contract leaves open what is answered" };
  return {
    interactions: written.map((each) => ({
      description:
        each.request.operation === "getSession" ? `${description}, as Get Session shows it` : description,
      comments,
      ...each,
    })),
  };
}

/** A send and the answer that it must get; `undefined` where that is open, or no pact may hold its key. */
function sendInteraction(send: Exchange, made: readonly StateNeed[]): UnnamedInteraction | undefined {
  const [status, key] = REFUSED_KEYS[send.credential] ?? [];
  // Any other is made of the real key, which no pact may hold.
  if (status === undefined && send.credential !== "valid") return undefined;
  const body = bodyOf(send);
  const isKnown = made.length > 0;
  const promised = isKnown && "json" in body ? promisedTo(body.json) : REFUSED;
  const response = status === undefined ? promised : refusedWith(status);
  return (
    response && {
      states: [
        ...(isKnown ? made : [{ name: "the session does not exist", params: {} }]),
        ...(key === undefined ? [] : [{ name: key, params: {} }]),
      ],
      request: { operation: "sendMessage", authorized: send.credential !== "none", body },
      response,
    }
  );
}

/** The keys that a pact can speak of: the status that each is refused with, and the state in which it is shown. */
const REFUSED_KEYS: { readonly [C in Credential]?: readonly [status: 401 | 403, state: string] } = {
  none: [401, "no api key"],
  wrong: [401, "an unknown api key"],
  "read-only": [403, "an api key without write scope"],
};

/** The look at a session in which all of these sends that the contract accepts were merged. */
function readInteraction(
  sends: readonly Exchange[],
  created: Json | undefined,
  made: readonly StateNeed[],
): UnnamedInteraction | undefined {
  const accepted = sends
    .map(({ request }) => jsonBody(request) ?? null)
    .filter((body) => promisedTo(body)?.status === "success");
  // Made of entries, not by assignments, so that `__proto__` is a key like any other.
  const merged = (record: "session" | "contact") =>
    Object.fromEntries([created, ...accepted].flatMap((body) => entriesIn(body, record)));
  const [session, contact] = [merged("session"), hasContact(created) ? merged("contact") : {}];
  if (Object.keys({ ...session, ...contact }).length === 0) return undefined;
  return readAfter([...made, ...accepted.map(stateAfterSend)], { session, contact });
}

function sessionOf({ request }: Exchange): string | undefined {
  return sessionInPath(request.path);
}

function bodyOf({ request }: Exchange): WrittenBody {
  const json = jsonBody(request);
  if (json !== undefined && isWritable(json)) return { json };
  const { encoding = "utf8", data = "" } = request.body ?? {};
  return {
    base64: Buffer.from(data, encoding).toString("base64"),
    contentType: headerOf(request, "content-type") ?? "application/json",
  };
}

// A number beyond a double parses, and cannot be written again.
function isWritable(value: Json): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isWritable);
}
