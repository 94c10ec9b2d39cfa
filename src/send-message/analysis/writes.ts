import type { Case } from "../../evidence/case.ts";
import type { RecordKind } from "../../evidence/step.ts";
import { jsonBody } from "../../http/exchange.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { sameValue } from "../../json/same-value.ts";
import { BOTH, entriesIn } from "../contract/records.ts";
import { type Facts, type Fate, fateOf, mayBeRelinked, type SessionFact, sessionInPath } from "./facts.ts";
import { hasDuplicateNames } from "./open-points.ts";

/** One key of one custom data object in one request, and the record that it was meant for. */
export interface Write {
  readonly kind: RecordKind;
  /** Names the record: sessions by their id, contacts by the person. */
  readonly record: string;
  readonly session: string;
  readonly key: string;
  readonly value: Json;
  readonly fate: Fate;
  readonly exchange: number;
  readonly startedMs: number;
  readonly endedMs: number;
}

/** All that the case tried to write into custom data, in the order of the requests' start. */
export function writesOf(it: Case, facts: Facts): Write[] {
  return it.exchanges.flatMap((exchange, index) => {
    const { operation } = exchange;
    if (operation !== "sendMessage" && operation !== "createSession" && operation !== "createContact")
      return [];
    const answered =
      operation === "createSession" ? member(jsonBody(exchange.response), "id") : sessionInPath(exchange);
    const session = typeof answered === "string" ? answered : `none-${index}`;
    const body = jsonBody(exchange.request);
    if (body === undefined || hasDuplicateNames(exchange.request.body!.data)) return [];
    const created = facts.sessions.get(session);
    const base = { session, exchange: index, startedMs: exchange.startedMs, endedMs: exchange.endedMs };
    const fate = fateOf(exchange);
    const contactEmail = member(body, "contact", "email");
    const contact = contactRecord(
      created,
      typeof contactEmail === "string" ? contactEmail : undefined,
      session,
    );
    // What data sent to an unverified session does to a contact is left open: it may or may not arrive.
    const isVouchedFor =
      operation === "createContact" ||
      (created?.verified === true &&
        created.contact !== undefined &&
        !mayBeRelinked(facts, session, operation === "sendMessage" ? index : -1));
    const contactFate = fate === "accepted" && !isVouchedFor ? "unknown" : fate;
    return BOTH.flatMap((kind) =>
      entriesIn(body, kind)
        // What becomes of a number beyond a double is left open: it is no write to be held to.
        .filter(([, value]) => typeof value !== "number" || Number.isFinite(value))
        .map(([key, value]) => ({
          ...base,
          kind,
          record: kind === "session" ? sessionRecord(session) : contact,
          key,
          value,
          fate: kind === "session" ? fate : contactFate,
        })),
    );
  });
}

export function sessionRecord(session: string): string {
  return `session ${session}`;
}

/** The contact's record behind a session: that of the person where one is linked, else one that nobody shares. */
export function contactRecord(
  session: SessionFact | undefined,
  email: string | undefined,
  id: string,
): string {
  return `contact ${session?.contact ?? email ?? `of session ${id}`}`;
}

/** Whether custom data shows this write under its key. */
export function isIn(data: JsonObject, write: Write): boolean {
  return Object.hasOwn(data, write.key) && shows(write, data[write.key]);
}

/** Whether a read may show `got` for this write: as sent, or for contact data that is no string, any string. */
export function shows(write: Write, got: Json | undefined): boolean {
  if (write.kind === "contact" && (typeof write.value === "number" || typeof write.value === "boolean")) {
    return typeof got === "string";
  }
  return sameValue(write.value, got);
}
