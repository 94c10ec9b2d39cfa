import type { Case } from "../../evidence/case.ts";
import { isOfAnotherCase } from "../../evidence/tag.ts";
import { jsonBody } from "../../http/exchange.ts";
import { member } from "../../json/member.ts";
import { type Comparison, compare, isShown } from "../../merge-oracle/compare.ts";
import type { View } from "../../merge-oracle/view.ts";
import type { Write } from "../../merge-oracle/write.ts";
import { sessionInPath } from "../contract/operations.ts";
import { BOTH, entriesIn, RECORDS, wrongValue } from "../contract/records.ts";
import { type Facts, fateOf, mayBeRelinked, type SessionFact } from "./facts.ts";
import { hasDuplicateNames } from "./open-points.ts";

/** How what Get Session showed of both records differs from what was written to them. */
export function compareRecords(recorded: Case, facts: Facts): Comparison {
  const views = viewsOf(recorded, facts);
  const writes = writesOf(recorded, facts).map((write) => asFarAsShown(write, recorded, views));
  return compare(writes, views, {
    tag: recorded.tag,
    patienceMs: recorded.patienceMs ?? Number.POSITIVE_INFINITY,
    isForeign: (value) => typeof value === "string" && isOfAnotherCase(value, recorded.tag),
  });
}

/**
 * What Create Session and Create contact do with data is no duty of the operation under test: data that it was given counts from when
 * it was shown, and where it never was, it may or may not be there.
 */
function asFarAsShown(write: Write, recorded: Case, views: readonly View[]): Write {
  const isCreation = recorded.exchanges[write.exchange]!.operation !== "sendMessage";
  if (!isCreation || write.fate !== "accepted") return write;
  const wasShown = views.some((view) => view.record === write.record && isShown(write, view));
  return wasShown ? write : { ...write, fate: "unknown" };
}

/** All that the case tried to write into custom data, in the order of the requests' start. */
export function writesOf(recorded: Case, facts: Facts): Write[] {
  return recorded.exchanges.flatMap((exchange, index) => {
    const { operation } = exchange;
    if (operation !== "sendMessage" && operation !== "createSession" && operation !== "createContact")
      return [];
    const answered =
      operation === "createSession"
        ? member(jsonBody(exchange.response), "id")
        : sessionInPath(exchange.request.path);
    const session = typeof answered === "string" ? answered : `none-${index}`;
    const body = jsonBody(exchange.request);
    if (body === undefined || hasDuplicateNames(exchange.request.body!.data)) return [];
    const created = facts.sessions.get(session);
    const base = {
      through: session,
      exchange: index,
      startedMs: exchange.startedMs,
      endedMs: exchange.endedMs,
    };
    const fate = fateOf(exchange);
    const inCompany = isInCompany(recorded, index);
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
          asText: !RECORDS[kind].types.includes(typeof value) && wrongValue(value) === undefined,
          inCompany,
          fate: kind === "session" ? fate : contactFate,
        })),
    );
  });
}

/** Whether another send of the same step was under way at the same time. */
function isInCompany(recorded: Case, index: number): boolean {
  const own = recorded.exchanges[index]!;
  return (
    recorded.steps[own.step]?.do === "together" &&
    recorded.exchanges.some(
      (other, at) =>
        at !== index &&
        other.step === own.step &&
        other.startedMs < own.endedMs &&
        own.startedMs < other.endedMs,
    )
  );
}

function sessionRecord(session: string): string {
  return `session ${session}`;
}

/** The contact's record behind a session: that of the person where one is linked, else one that nobody shares. */
function contactRecord(session: SessionFact | undefined, email: string | undefined, id: string): string {
  return `contact ${session?.contact ?? email ?? `of session ${id}`}`;
}

/** Both records as each read showed them. */
function viewsOf(recorded: Case, facts: Facts): View[] {
  return facts.reads.flatMap((read) => {
    const session = facts.sessions.get(read.session);
    const base = {
      through: read.session,
      exchange: read.exchange,
      startedMs: recorded.exchanges[read.exchange]!.startedMs,
      endedMs: recorded.exchanges[read.exchange]!.endedMs,
    };
    const ofSession = {
      ...base,
      kind: "session" as const,
      record: sessionRecord(read.session),
      data: read.sessionData,
    };
    // Whose data such a session shows is left open.
    if (mayBeRelinked(facts, read.session, read.exchange)) return [ofSession];
    return [
      ofSession,
      {
        ...base,
        kind: "contact" as const,
        record: contactRecord(session, undefined, read.session),
        data: read.contactData,
      },
    ];
  });
}
