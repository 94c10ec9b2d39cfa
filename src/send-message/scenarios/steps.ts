import type {
  CreateSessionStep,
  HistoryStep,
  ObserveStep,
  RecordKind,
  SendStep,
  Step,
  StepBody,
  WaitStep,
} from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { BOTH, withData } from "../contract/records.ts";
import { messageText, plainSend } from "./bodies.ts";

/** The session of a case, where it has one only. */
export const SESSION = "session";

/** Creates a session of channel `api`; `as` is its name within the case. */
export function create(as: string, body: JsonObject = {}): CreateSessionStep {
  return { do: "create-session", as, body: { channel: { type: "api" }, ...body } };
}

/** A person of the case, and what the records of a session of theirs hold at first. */
interface Opening {
  /** Sessions of one person are linked by e-mail. Default: the name of the session. */
  readonly person?: string;
  /** What the e-mail address begins with. */
  readonly prefix?: string;
  readonly session?: JsonObject;
  readonly contact?: JsonObject;
}

/**
 * Creates a verified session, linked to a contact that is the case's own. Both records begin with a key that was
 * there before any send: the control, by which a read is known to show the record at all.
 */
export function open(
  tag: string,
  as: string = SESSION,
  { person = as, prefix, session, contact }: Opening = {},
): CreateSessionStep {
  return create(as, {
    verified: true,
    contact: {
      ...personOf(tag, person, undefined, prefix),
      custom_data: { opencx_before: `contact ${tag} before`, ...contact },
    },
    custom_data: { opencx_before: `session ${tag} before`, ...session },
  });
}

/** Another verified session of a person that has one; it brings no contact data of its own. */
export function openAnother(tag: string, as: string, person: string, members: JsonObject = {}) {
  return create(as, { verified: true, contact: personOf(tag, person), ...members });
}

/** Persons are told apart by their addresses: all have one name. */
export function personOf(tag: string, person: string, domain = "example.com", prefix = "") {
  return { email: `${prefix}opencx-conformance-${tag}-${person}@${domain}`, name: "opencx-conformance" };
}

/** What the phone numbers of the suite begin with: the range for fiction. */
export const FICTION = "+1555010";

/** A number of the range for fiction, another one for nearly every case: a number that is shared links people. */
export function phoneOf(tag: string): string {
  const sum = [...tag].reduce((all, char) => (all * 31 + char.charCodeAt(0)) % 10_000, 0);
  return `${FICTION}${String(sum).padStart(4, "0")}`;
}

/** The messages after which defects that begin with the n-th one, or with the second session, have begun. */
const LATE = 25;

/** The second session of a contact. */
export function openSecond(tag: string): Step[] {
  return [open(tag, "before", { person: "ann" }), open(tag, SESSION, { person: "ann" })];
}

/** A request that is rejected, whatever comes behind it. */
export function rejected(tag: string): SendStep {
  return send(tag, "rejected before all others", sessionData({ opencx_nested: { a: "b" } }));
}

/** A rejected request, and so many messages by both senders that what is sent next is the 26th. */
export function muchBefore(tag: string): Step[] {
  return [
    rejected(tag),
    ...Array.from({ length: LATE }, (_, index) => send(tag, `early ${index}`, {}, { sender: inTurn(index) })),
  ];
}

/** The second session of a contact, in which much happened before. */
export function openLate(tag: string): Step[] {
  return [...openSecond(tag), ...muchBefore(tag)];
}

/** Both senders, in turn. */
export function inTurn(index: number): "contact" | "agent" {
  return index % 2 === 0 ? "contact" : "agent";
}

/** Keys that long conversations write in turn: fewer than any provider may refuse. */
export const FEW_KEYS = 8;

/** The key of ours that the n-th message of a long conversation writes. */
export function keyInTurn(index: number): string {
  return `opencx_k${index % FEW_KEYS}`;
}

/** To which session, by whom and with which key a send goes. */
type Sending = Partial<Pick<SendStep, "session" | "credential">> & { readonly sender?: "contact" | "agent" };

/** One send; `what` makes its text the only one of the case, `members` stand beside sender and message. */
export function send(
  tag: string,
  what: string,
  members: JsonObject = {},
  { sender = "contact", session = SESSION, ...rest }: Sending = {},
): SendStep {
  return {
    do: "send",
    session,
    body: { json: { ...plainSend(messageText(tag, what), sender), ...members } },
    ...rest,
  };
}

/** A send whose body is written out here, since no JSON value says it. */
export function sendRaw(body: StepBody, contentType?: string): SendStep {
  return { do: "send", session: SESSION, body, ...(contentType === undefined ? {} : { contentType }) };
}

export function sessionData(data: JsonObject): JsonObject {
  return dataFor("session", data);
}

/** Contact data alone, so that nothing else about the contact moves. */
export function contactData(data: JsonObject): JsonObject {
  return dataFor("contact", data);
}

export function bothData(session: JsonObject, contact: JsonObject): JsonObject {
  return withData({}, { session, contact });
}

/** Texts under names of ours for a record: each says what it is, and `mark` whose. */
export function textsFor(record: RecordKind, mark: string, ...names: readonly string[]): JsonObject {
  return dataFor(
    record,
    Object.fromEntries(names.map((name) => [`opencx_${name}`, `${record} ${name} ${mark}`])),
  );
}

/** The same for both records. */
export function texts(mark: string, ...names: readonly string[]): JsonObject {
  return { ...textsFor("session", mark, ...names), ...textsFor("contact", mark, ...names) };
}

export function dataFor(record: RecordKind, data: JsonObject): JsonObject {
  return withData({}, { [record]: data });
}

const observing =
  (marker?: boolean) =>
  (session: string = SESSION, records: readonly RecordKind[] = BOTH): ObserveStep => ({
    do: "observe",
    session,
    records,
    ...(marker === undefined ? {} : { marker }),
  });

/** Reads both records, or those named, and waits for what was accepted. */
export const observe = observing();
/** The same behind a marker: what does not show now, does not come. */
export const settle = observing(true);
/** The same without any marker: what a later write would bring to light is not to be helped. */
export const observeUnaided = observing(false);

export function wait(ms: number): WaitStep {
  return { do: "wait", ms };
}

export function history(session: string = SESSION): HistoryStep {
  return { do: "history", session };
}
