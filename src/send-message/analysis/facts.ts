import type { Case } from "../../evidence/case.ts";
import type { RecordKind } from "../../evidence/step.ts";
import { type Exchange, isServerError, isSuccess, jsonBody } from "../../http/exchange.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { Acceptance } from "../../merge-oracle/write.ts";
import { type OperationId, sessionInPath } from "../contract/operations.ts";
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
  readonly acceptance: Acceptance;
  readonly text: string | undefined;
  readonly sender: Json | undefined;
  readonly messageId: Json | undefined;
}

/** One successful Get Session. */
export interface ReadFact {
  readonly exchange: number;
  readonly session: string;
  readonly body: JsonObject;
}

export interface HistoryItem {
  readonly id: Json | undefined;
  readonly text: Json | undefined;
  readonly senderType: Json | undefined;
}

/**
 * One walk through a session's history: its pages put together. `complete` when it ends: with the last page, with a page
 * that is refused though the one before it names it, or with one that was there before and leads nowhere else.
 */
export interface HistoryFact {
  /** The exchange of its last page. */
  readonly exchange: number;
  readonly session: string;
  readonly items: readonly HistoryItem[];
  readonly complete: boolean;
  readonly startedMs: number;
  /** What each page held, to tell one that was there before. */
  readonly pages: readonly string[];
  /** The path of a later page that was answered with a server error. */
  readonly failed?: string;
}

/** What the exchanges of a case say happened, before anything is judged. */
export interface Facts {
  readonly sessions: ReadonlyMap<string, SessionFact>;
  readonly sends: readonly SendFact[];
  readonly reads: readonly ReadFact[];
  readonly histories: readonly HistoryFact[];
}

/** `accepted`: answered 2xx. `refused`: answered 4xx, or never delivered. */
export function acceptanceOf(exchange: Exchange): Acceptance {
  if (exchange.response === undefined) return exchange.error?.kind === "refused" ? "refused" : "unknown";
  const status = exchange.response.status;
  if (isSuccess(status)) return "accepted";
  return status >= 400 && status < 500 ? "refused" : "unknown";
}

export function factsOf({ exchanges }: Pick<Case, "exchanges">): Facts {
  const all = exchanges.map((exchange, index) => ({
    index,
    exchange,
    session: sessionInPath(exchange.request.path),
    asked: jsonBody(exchange.request),
    answered: jsonBody(exchange.response),
  }));
  const asking = (operation: OperationId) => all.filter(({ exchange }) => exchange.operation === operation);
  const accepted = (operation: OperationId) =>
    asking(operation).filter(({ exchange }) => acceptanceOf(exchange) === "accepted");
  /** E-mail addresses by the contact id that Create contact answered. */
  const emails = new Map(
    accepted("createContact").flatMap(({ asked, answered }) => {
      const id = member(answered, "id") ?? member(answered, "contact", "id");
      const email = member(asked, "contact", "email");
      return typeof id === "string" && typeof email === "string" ? [[id, email] as const] : [];
    }),
  );
  const sessions = accepted("createSession").flatMap(({ index, asked, answered }): SessionFact[] => {
    const id = member(answered, "id");
    if (typeof id !== "string") return [];
    const contactId = member(asked, "contact_id");
    const created = typeof contactId === "string" ? emails.get(contactId) : undefined;
    const names = [created, member(asked, "contact", "email"), contactId];
    const contact =
      names.find((name) => typeof name === "string") ??
      (isObject(member(asked, "contact")) ? nameless(id) : undefined);
    return [{ id, exchange: index, contact, verified: member(asked, "verified") === true }];
  });
  const sends = asking("sendMessage").flatMap(({ index, exchange, session, asked, answered }): SendFact[] => {
    const text = member(asked, "message", "text");
    if (session === undefined) return [];
    return [
      {
        exchange: index,
        session,
        body: asked,
        acceptance: acceptanceOf(exchange),
        text: typeof text === "string" ? text : undefined,
        sender: member(asked, "sender"),
        messageId: member(answered, "data", "message", "id"),
      },
    ];
  });
  const reads = accepted("getSession").flatMap(({ index, session, answered }): ReadFact[] => {
    return isObject(answered) && session !== undefined ? [{ exchange: index, session, body: answered }] : [];
  });
  const histories: HistoryFact[] = [];
  for (const { exchange, index } of asking("listHistory")) addPage(histories, exchange, index);
  return { sessions: new Map(sessions.map((each) => [each.id, each])), sends, reads, histories };
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
    if (send.session !== session || send.exchange > exchange || send.acceptance === "refused") return false;
    const email = member(send.body, "contact", "email");
    return (
      (email !== undefined && email !== own) || member(send.body, "contact", "phone_number") !== undefined
    );
  });
}

/** What a read shows of a record; absent custom data reads as empty, and an array shows what it holds under keys that nobody sent. */
export function dataShown({ body }: ReadFact, record: RecordKind): JsonObject {
  const value = dataIn(body, record);
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, index) => [`[${index}]`, item]));
  return isObject(value) ? value : {};
}

/** Joins a page to the walk it continues: the one of the same session that stopped before the last page. */
function addPage(histories: HistoryFact[], exchange: Exchange, index: number): void {
  const session = sessionInPath(exchange.request.path);
  const last = histories.findLastIndex((walk) => walk.session === session);
  const open = histories[last];
  const isNext = isLaterPage(exchange) && open !== undefined && !open.complete;
  if (isNext && (isRefusedPage(exchange) || isFailedAgain(exchange, histories))) {
    histories[last] = { ...open, exchange: index, complete: true };
    return;
  }
  if (isNext && isServerError(exchange.response?.status))
    histories[last] = { ...open, failed: exchange.request.path };
  const body = jsonBody(exchange.response);
  const page = member(body, "items");
  if (session === undefined || acceptanceOf(exchange) !== "accepted" || !Array.isArray(page)) return;
  const items = page.map((item) => ({
    id: member(item, "id"),
    text: member(item, "event", "content", "text"),
    senderType: member(item, "event", "sender", "type"),
  }));
  const next = member(body, "next");
  const content = JSON.stringify([next, items]);
  const pages = isNext ? open.pages : [];
  const complete = typeof next !== "string" || next === "" || (items.length > 0 && pages.includes(content));
  const walk = { exchange: index, session, items, complete, startedMs: exchange.startedMs, pages: [content] };
  if (isNext)
    histories[last] = {
      ...walk,
      items: [...open.items, ...items],
      startedMs: open.startedMs,
      pages: [...pages, content],
    };
  else histories.push(walk);
}

function isLaterPage({ request }: Exchange): boolean {
  return /[?&]cursor=/.test(request.path);
}

/** Whether it is at least the third try of a later page in the case that ends in a server error. */
function isFailedAgain(exchange: Exchange, histories: readonly HistoryFact[]): boolean {
  const before = histories.filter(({ failed }) => failed === exchange.request.path);
  return isServerError(exchange.response?.status) && before.length >= 2;
}

/** Whether a later page is refused for what it is, not for a key or for a while. */
function isRefusedPage({ credential, response }: Exchange): boolean {
  return credential === "valid" && [400, 404, 405, 409, 410, 422].includes(response?.status ?? 0);
}
