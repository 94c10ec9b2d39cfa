import type {
  CreateSessionStep,
  HistoryStep,
  ObserveStep,
  RecordKind,
  SendStep,
  Step,
  WaitStep,
} from "../../evidence/step.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { BOTH, withData } from "../contract/records.ts";
import { messageText, plainSend } from "./bodies.ts";

/** The session of a case, where it has one only. */
export const SESSION = "session";

/**
 * Creates a verified session, linked to a contact that is the case's own. Both records begin with a key that was
 * there before any send: the control, by which a read is known to show the record at all.
 */
export function open(
  tag: string,
  as: string = SESSION,
  person: string = as,
  domain?: string,
): CreateSessionStep {
  return {
    do: "create-session",
    as,
    body: {
      channel: { type: "api" },
      verified: true,
      contact: {
        ...personOf(tag, person, domain),
        custom_data: { opencx_before: `contact ${tag} before` },
      },
      custom_data: { opencx_before: `session ${tag} before` },
    },
  };
}

/** The same with a contact that has a phone number, too. */
export function openReachable(tag: string): CreateSessionStep {
  const step = open(tag);
  const { contact, ...rest } = step.body;
  return { ...step, body: { ...rest, contact: { ...(contact as JsonObject), phone_number: phoneOf(tag) } } };
}

/** What the phone numbers of the suite begin with: the range for fiction. */
export const FICTION = "+1555010";

/** A number of the range for fiction, another one for nearly every case: a number that is shared links people. */
export function phoneOf(tag: string): string {
  const sum = [...tag].reduce((all, char) => (all * 31 + char.charCodeAt(0)) % 10_000, 0);
  return `${FICTION}${String(sum).padStart(4, "0")}`;
}

/** Another verified session of a person that has one; it brings no contact data of its own. */
export function openAnother(tag: string, as: string, person: string): CreateSessionStep {
  return {
    do: "create-session",
    as,
    body: { channel: { type: "api" }, verified: true, contact: personOf(tag, person) },
  };
}

/** Persons are told apart by their addresses: all have one name. */
function personOf(tag: string, person: string, domain = "example.com"): JsonObject {
  return { email: `opencx-conformance-${tag}-${person}@${domain}`, name: "opencx-conformance" };
}

/** The messages after which defects that begin with the n-th one, or with the second session, have begun. */
const LATE = 25;

/** A session whose contact has had another one before, and in which a request was rejected. */
export function openSecond(tag: string): Step[] {
  return [
    open(tag, "before", "ann"),
    open(tag, SESSION, "ann"),
    send(tag, "rejected before all others", sessionData({ opencx_rejected: { a: "b" } })),
  ];
}

/** The same where so many messages were exchanged that what is sent now is the 26th. */
export function openLate(tag: string): Step[] {
  return [...openSecond(tag), ...earlyMessages(tag)];
}

/** A rejected request, and so many messages by both senders that what is sent next is the 26th. */
export function muchBefore(tag: string): Step[] {
  return [
    send(tag, "rejected before all others", sessionData({ opencx_nested: { a: "b" } })),
    ...earlyMessages(tag),
  ];
}

function earlyMessages(tag: string): Step[] {
  return Array.from({ length: LATE }, (_, index) =>
    send(tag, `early ${index}`, {}, { sender: index % 2 === 0 ? "contact" : "agent" }),
  );
}

/** One send; `what` makes its text the only one of the case, `members` stand beside sender and message. */
export function send(
  tag: string,
  what: string,
  members: JsonObject = {},
  more: Partial<Pick<SendStep, "session" | "credential" | "contentType">> & {
    sender?: "contact" | "agent";
  } = {},
): SendStep {
  const { sender = "contact", session = SESSION, ...rest } = more;
  return {
    do: "send",
    session,
    body: { json: { ...plainSend(messageText(tag, what), sender), ...members } },
    ...rest,
  };
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

export function dataFor(record: RecordKind, data: { [key: string]: Json }): JsonObject {
  return withData({}, { [record]: data });
}

/** Reads both records, or those named, and waits for what was accepted. */
export function observe(session: string = SESSION, records: readonly RecordKind[] = BOTH): ObserveStep {
  return { do: "observe", session, records };
}

/** The same behind a marker: what does not show now, does not come. */
export function settle(session: string = SESSION, records: readonly RecordKind[] = BOTH): ObserveStep {
  return { do: "observe", session, records, marker: true };
}

export function wait(ms: number): WaitStep {
  return { do: "wait", ms };
}

export function history(session: string = SESSION): HistoryStep {
  return { do: "history", session };
}

/** The same without any marker: what a later write would bring to light is not to be helped. */
export function observeUnaided(
  session: string = SESSION,
  records: readonly RecordKind[] = BOTH,
): ObserveStep {
  return { do: "observe", session, records, marker: false };
}
