import type { Case } from "../../evidence/case.ts";
import { type Exchange, jsonBody } from "../../http/exchange.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { Acceptance } from "../../merge-oracle/write.ts";
import { sessionInPath } from "../contract/operations.ts";
import { dataIn } from "../contract/records.ts";

/** A session that the case created; `contact` names the person, however the session was linked to it. */
export interface SessionFact {
  readonly id: string;
  readonly exchange: number;
  readonly contact: string | undefined;
  readonly verified: boolean;
}

export interface SendFact {
  readonly exchange: number;
  readonly session: string;
  readonly body: Json | undefined;
  readonly fate: Acceptance;
  readonly text: string | undefined;
  readonly sender: Json | undefined;
  readonly messageId: Json | undefined;
}

/** One successful Get Session. Absent custom data reads as empty. */
export interface ReadFact {
  readonly exchange: number;
  readonly session: string;
  readonly sessionData: JsonObject;
  readonly contactData: JsonObject;
  readonly body: JsonObject;
}

export interface HistoryItem {
  readonly id: Json | undefined;
  readonly text: Json | undefined;
  readonly senderType: Json | undefined;
}

/** One walk through a session's history: its pages put together, `complete` when the last page was reached. */
export interface HistoryFact {
  /** The exchange of its last page. */
  readonly exchange: number;
  readonly session: string;
  readonly items: readonly HistoryItem[];
  readonly complete: boolean;
  readonly startedMs: number;
}

/** What the exchanges of a case say happened, before anything is judged. */
export interface Facts {
  readonly sessions: ReadonlyMap<string, SessionFact>;
  /** E-mail addresses by the contact id that Create contact answered. */
  readonly emails: ReadonlyMap<string, string>;
  readonly sends: readonly SendFact[];
  readonly reads: readonly ReadFact[];
  readonly histories: readonly HistoryFact[];
}

/** `accepted`: answered 2xx. `refused`: answered 4xx, or never delivered. */
export function fateOf(exchange: Exchange): Acceptance {
  if (exchange.response === undefined) return exchange.error?.kind === "refused" ? "refused" : "unknown";
  const status = exchange.response.status;
  if (status >= 200 && status < 300) return "accepted";
  return status >= 400 && status < 500 ? "refused" : "unknown";
}

export function factsOf(it: Pick<Case, "exchanges">): Facts {
  const sessions = new Map<string, SessionFact>();
  const emails = new Map<string, string>();
  const sends: SendFact[] = [];
  const reads: ReadFact[] = [];
  const histories: HistoryFact[] = [];
  it.exchanges.forEach((exchange, index) => {
    const fate = fateOf(exchange);
    if (exchange.operation === "createContact" && fate === "accepted") {
      const email = member(jsonBody(exchange.request), "contact", "email");
      const answer = jsonBody(exchange.response);
      const id = member(answer, "id") ?? member(answer, "contact", "id");
      if (typeof id === "string" && typeof email === "string") emails.set(id, email);
    } else if (exchange.operation === "createSession" && fate === "accepted") {
      const body = jsonBody(exchange.request);
      const id = member(jsonBody(exchange.response), "id");
      if (typeof id !== "string") return;
      const contactId = member(body, "contact_id");
      const email =
        (typeof contactId === "string" ? emails.get(contactId) : undefined) ??
        member(body, "contact", "email");
      sessions.set(id, {
        id,
        exchange: index,
        contact:
          [email, contactId].find((name) => typeof name === "string") ??
          (isObject(member(body, "contact")) ? nameless(id) : undefined),
        verified: member(body, "verified") === true,
      });
    } else if (exchange.operation === "sendMessage") {
      const session = sessionInPath(exchange.request.path);
      if (session === undefined) return;
      const body = jsonBody(exchange.request);
      const text = member(body, "message", "text");
      sends.push({
        exchange: index,
        session,
        body,
        fate,
        text: typeof text === "string" ? text : undefined,
        sender: member(body, "sender"),
        messageId: member(jsonBody(exchange.response), "data", "message", "id"),
      });
    } else if (exchange.operation === "getSession" && fate === "accepted") {
      const body = jsonBody(exchange.response);
      const session = sessionInPath(exchange.request.path);
      if (!isObject(body) || session === undefined) return;
      reads.push({
        exchange: index,
        session,
        sessionData: objectOr(dataIn(body, "session")),
        contactData: objectOr(dataIn(body, "contact")),
        body,
      });
    } else if (exchange.operation === "listHistory" && fate === "accepted") {
      addPage(histories, exchange, index);
    }
  });
  return { sessions, emails, sends, reads, histories };
}

/** A contact that nothing but its session tells from others. */
const nameless = (session: string) => `of session ${session}`;

/** Whether the session's contact was given neither an e-mail address nor an id. */
export function isNameless({ id, contact }: SessionFact): boolean {
  return contact === nameless(id);
}

/**
 * Whether the session may be linked to another contact by the time of this exchange: a send up to it named an e-mail
 * address or a phone number that is not known to be the contact's own.
 */
export function mayBeRelinked(facts: Facts, session: string, exchange: number): boolean {
  const own = facts.sessions.get(session)?.contact;
  return facts.sends.some((send) => {
    if (send.session !== session || send.exchange > exchange || send.fate === "refused") return false;
    const email = member(send.body, "contact", "email");
    return (
      (email !== undefined && email !== own) || member(send.body, "contact", "phone_number") !== undefined
    );
  });
}

/** An array shows what it holds under keys that nobody sent. */
function objectOr(value: Json | undefined): JsonObject {
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, index) => [`[${index}]`, item]));
  return isObject(value) ? value : {};
}

/** Joins a page to the walk it continues: the one of the same session that stopped before the last page. */
function addPage(histories: HistoryFact[], exchange: Exchange, index: number): void {
  const session = sessionInPath(exchange.request.path);
  const body = jsonBody(exchange.response);
  const page = member(body, "items");
  if (session === undefined || !Array.isArray(page)) return;
  const items = page.map((item) => ({
    id: member(item, "id"),
    text: member(item, "event", "content", "text"),
    senderType: member(item, "event", "sender", "type"),
  }));
  const next = member(body, "next");
  const complete = typeof next !== "string" || next === "";
  const last = histories.findLastIndex((walk) => walk.session === session);
  const open = histories[last];
  if (/[?&]cursor=/.test(exchange.request.path) && open !== undefined && !open.complete) {
    histories[last] = { ...open, exchange: index, items: [...open.items, ...items], complete };
  } else {
    histories.push({ exchange: index, session, items, complete, startedMs: exchange.startedMs });
  }
}
