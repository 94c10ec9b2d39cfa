import type { Case } from "../../evidence/case.ts";
import type { RecordKind } from "../../evidence/step.ts";
import { isOfAnotherCase, RECORDED_ELSEWHERE } from "../../evidence/tag.ts";
import { jsonBody, namesMemberTwice } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { sameValue } from "../../json/same-value.ts";
import { type Comparison, compare, isShown } from "../../merge-oracle/compare.ts";
import type { View } from "../../merge-oracle/view.ts";
import type { Write } from "../../merge-oracle/write.ts";
import { type OperationId, sessionInPath } from "../contract/operations.ts";
import { BOTH, entriesIn, RECORDS, wrongValue } from "../contract/records.ts";
import { acceptanceOf, dataShown, type Facts, mayBeRelinked, type SessionFact } from "./facts.ts";

/** How what Get Session showed of both records differs from what was written to them. */
export function compareRecords(recorded: Case, facts: Facts): Comparison {
  const views = viewsOf(recorded, facts);
  const writes = writesOf(recorded, facts).map((write) => asFarAsShown(write, recorded, views));
  const wasOtherwise = (value: Json, key: string, { record, startedMs }: View) =>
    views.some(
      (view) => view.record === record && view.endedMs <= startedMs && !sameValue(view.data[key], value),
    );
  return compare(writes, views, {
    tag: recorded.tag,
    patienceMs: recorded.patienceMs ?? Number.POSITIVE_INFINITY,
    isForeign: (value) => isOfAnotherCase(value, recorded.tag),
    mayBeSame: (write, view) => mayBeOnePerson(write, view, recorded, facts),
    // A session that was given holds what other cases sent; an array, an object or null was refused there, too.
    mayBeOlder: (value, key, view) =>
      !isMadeByCase(view.kind, view.through, recorded, facts) &&
      typeof value !== "object" &&
      !String(value).includes(recorded.tag) &&
      !wasOtherwise(value, key, view),
  });
}

/** Whether the case made the record behind a session. In a recording made elsewhere, a contact may be older than its session. */
export function isMadeByCase(kind: string, session: string, { tag }: Case, facts: Facts): boolean {
  return facts.sessions.has(session) && (kind === "session" || tag !== RECORDED_ELSEWHERE);
}

/**
 * Whether what was written to one contact may have reached the other one, as the two may be one person: whom a session
 * belongs to that the case did not create is known by the contact that it shows, and an id does not tell whose e-mail address it has.
 */
function mayBeOnePerson(write: Write, view: View, { exchanges }: Case, facts: Facts): boolean {
  if (write.kind !== "contact" || view.kind !== "contact" || write.record === view.record) return false;
  if (exchanges[write.exchange]!.operation === "createContact") return false;
  const [one, other] = [write, view].map(({ through }) => facts.sessions.get(through));
  const isById = (session: SessionFact | undefined) => /^[^@ ]+$/.test(session?.contact ?? "");
  if (one !== undefined && other !== undefined && isById(one) === isById(other)) return false;
  const [own, shown] = [write, view].map(({ through }) => shownContact(through, facts));
  return own === undefined || shown === undefined || own === shown;
}

/** The id of the contact that a session shows. */
function shownContact(session: string, { reads }: Facts): Json | undefined {
  return reads
    .filter((read) => read.session === session)
    .map(({ body }) => member(body, "contact", "id"))
    .find((id) => typeof id === "string");
}

/**
 * What Create Session and Create contact do with data is no duty of the operation under test: data that it was given counts from when
 * it was shown, and where it never was, it may or may not be there.
 */
function asFarAsShown(write: Write, recorded: Case, views: readonly View[]): Write {
  const isCreation = recorded.exchanges[write.exchange]!.operation !== "sendMessage";
  if (!isCreation || write.acceptance !== "accepted") return write;
  const wasShown = views.some((view) => view.record === write.record && isShown(write, view));
  return wasShown ? write : { ...write, acceptance: "unknown" };
}

/** The operations whose requests carry custom data. */
const WRITING: readonly OperationId[] = ["sendMessage", "createSession", "createContact"];

/** All that the case tried to write into custom data, in the order of the requests' start. */
export function writesOf(recorded: Case, facts: Facts): Write[] {
  return recorded.exchanges.flatMap((exchange, index): Write[] => {
    const { operation, request, response, startedMs, endedMs } = exchange;
    if (!WRITING.some((id) => id === operation)) return [];
    const body = jsonBody(request);
    if (body === undefined || namesMemberTwice(request)) return [];
    const named =
      operation === "createSession" ? member(jsonBody(response), "id") : sessionInPath(request.path);
    const session = typeof named === "string" ? named : `none-${index}`;
    const created = facts.sessions.get(session);
    const email = member(body, "contact", "email");
    const acceptance = acceptanceOf(exchange);
    // What data sent to an unverified session does to a contact is left open: it may or may not arrive.
    const isVouchedFor =
      operation === "createContact" ||
      (created?.verified === true &&
        created.contact !== undefined &&
        !mayBeRelinked(facts, session, operation === "sendMessage" ? index : -1));
    const contactAcceptance = acceptance === "accepted" && !isVouchedFor ? "unknown" : acceptance;
    const sentTogether = isSentTogether(recorded, index);
    return BOTH.flatMap((kind) =>
      entriesIn(body, kind)
        // What becomes of a number beyond a double is left open: it is no write to be held to.
        .filter(([, value]) => typeof value !== "number" || Number.isFinite(value))
        .map(([key, value]) => ({
          ...{ through: session, exchange: index, startedMs, endedMs, kind, key, value, sentTogether },
          record: recordBehind(session, kind, facts, typeof email === "string" ? email : undefined),
          asText: !RECORDS[kind].types.includes(typeof value) && wrongValue(value) === undefined,
          acceptance: kind === "session" ? acceptance : contactAcceptance,
        })),
    );
  });
}

/** Whether another request of the same step that may write was under way at the same time. */
function isSentTogether(recorded: Case, index: number): boolean {
  const own = recorded.exchanges[index]!;
  return (
    recorded.steps[own.step]?.do === "together" &&
    recorded.exchanges.some(
      (other, at) =>
        at !== index &&
        other.request.method !== "GET" &&
        other.step === own.step &&
        other.startedMs < own.endedMs &&
        own.startedMs < other.endedMs,
    )
  );
}

/** Names a record behind a session. The contact's is that of the person where one is linked, else one that nobody shares. */
function recordBehind(session: string, kind: RecordKind, facts: Facts, email?: string): string {
  if (kind === "session") return `session ${session}`;
  return `contact ${facts.sessions.get(session)?.contact ?? email ?? `of session ${session}`}`;
}

/** Both records as each read showed them; whose contact data a relinked session shows is left open. */
function viewsOf(recorded: Case, facts: Facts): View[] {
  return facts.reads.flatMap((read) => {
    const { session, exchange } = read;
    const { startedMs, endedMs } = recorded.exchanges[exchange]!;
    const kinds = mayBeRelinked(facts, session, exchange) ? (["session"] as const) : BOTH;
    return kinds.map((kind) => ({
      ...{ through: session, exchange, startedMs, endedMs, kind },
      record: recordBehind(session, kind, facts),
      data: dataShown(read, kind),
    }));
  });
}
