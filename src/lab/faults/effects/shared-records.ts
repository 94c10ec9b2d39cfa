import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import {
  type Contact,
  type CustomData,
  type DataRecord,
  emptyRecord,
  type Session,
} from "../../../send-message/reference-provider/store.ts";
import { type Apply, type Effect, untriggered } from "../effect.ts";
import { RECORDS, type RecordKind } from "../entry.ts";

/** Records that are shared where they should not be, or not where they should. */
export const sharedRecordEffects: readonly Effect[] = [
  untriggered(
    "session-data-of-all",
    "keeps one record for the data of all sessions",
    "isolation/session-data",
    sessionsBy(() => "all"),
  ),
  untriggered(
    "session-data-by-contact",
    "keeps one record for the sessions of a contact",
    "isolation/session-data",
    sessionsBy((session) => session.contact?.id ?? session.id),
  ),
  untriggered(
    "session-data-by-shard",
    "keeps one record for every second session",
    "isolation/session-data",
    sessionsBy((session) => String(session.ticketNumber % 2)),
  ),
  untriggered(
    "session-data-by-slot",
    "keeps one record for every fiftieth session",
    "isolation/session-data",
    sessionsBy((session) => String(session.ticketNumber % 50)),
  ),
  untriggered(
    "contact-data-of-all",
    "keeps one record for the data of all contacts",
    "isolation/contact-data",
    contactsBy(() => "all"),
  ),
  untriggered(
    "contact-data-by-organisation",
    "keeps one record for the contacts of one e-mail domain",
    "isolation/contact-data",
    contactsBy(({ email, id }) => email?.split("@")[1] ?? id),
  ),
  untriggered(
    "contact-data-by-slot",
    "keeps one record for contacts whose e-mail addresses have one checksum",
    "isolation/contact-data",
    contactsBy(({ email, id }) =>
      String([...(email ?? id)].reduce((sum, char) => (31 * sum + char.charCodeAt(0)) % 61, 0)),
    ),
  ),
  untriggered(
    "contacts-of-one-organisation",
    "takes contacts of one e-mail domain for one person",
    "isolation/contact-data",
    identifying((email) => email.split("@")[1]),
  ),
  untriggered(
    "contact-e-mails-cut",
    "cuts e-mail addresses at 20 characters before it looks for a contact",
    "isolation/contact-data",
    identifying((email) => email.slice(0, 20)),
  ),
  untriggered(
    "contact-e-mails-of-letters",
    "compares the first letters of e-mail addresses alone",
    "isolation/contact-data",
    identifying((email) => email.replace(/[^a-z].*$/i, "")),
  ),
  untriggered(
    "contacts-searched-by-e-mail",
    "takes a contact for another whose e-mail address its own is a part of",
    "isolation/contact-data",
    searching(),
  ),
  untriggered(
    "contact-data-by-session",
    "keeps contact data for each session",
    "contact-data/belongs-to-the-person",
    contactsBy(({ id }, session) => session?.id ?? id),
  ),
  untriggered(
    "contact-data-copied-at-creation",
    "gives every session a copy of the contact as it was when the session was created",
    "contact-data/belongs-to-the-person",
    copying(),
  ),
  untriggered(
    "contact-made-anew",
    "makes another contact for every session",
    "contact-data/belongs-to-the-person",
    identifying(() => undefined),
  ),
  untriggered(
    "contact-data-shown-in-first-session",
    "shows contact data in the first session of a contact alone",
    "contact-data/belongs-to-the-person",
    (behaviour) => ({
      ...behaviour,
      contactRecord: (call, contact, session) =>
        call.operation === "getSession" && session !== undefined && firstOf(call, contact) !== session
          ? emptyRecord("contact", contact.id)
          : behaviour.contactRecord(call, contact, session),
    }),
  ),
  untriggered(
    "contact-data-emptied-by-sessions",
    "empties a contact's data when another session is created",
    "contact-data/belongs-to-the-person",
    emptying(() => true),
  ),
  untriggered(
    "contact-data-emptied-by-sessions-of-its-id",
    "empties a contact's data when a session is created that names its id",
    "contact-data/belongs-to-the-person",
    emptying(({ body }) => body.contact_id !== undefined),
  ),
  untriggered(
    "contact-data-written-back-by-sessions",
    "keeps a copy of the contact with each session, and writes it back with session data that comes alone",
    "contact-data/sent-keys-added",
    writingBack(),
  ),
  ...RECORDS.map((record) =>
    untriggered(
      `${record}-data-of-another-in-place-of-none`,
      `shows the ${record} data that was written last if there is none`,
      `isolation/${record}-data`,
      standingIn(record),
    ),
  ),
  untriggered(
    "contact-id-not-shared",
    "keeps contact data for each session that names a contact_id",
    "contact-data/belongs-to-the-person",
    byContactId(),
  ),
];

/** A record without data is shown as the one of its kind that was written to last. */
function standingIn(kind: RecordKind): Apply {
  return (behaviour) => {
    let last: DataRecord | undefined;
    return {
      ...behaviour,
      async update(call, target, sent) {
        await behaviour.update(call, target, sent);
        if (target.kind === kind && Object.keys(sent).length > 0) last = target;
      },
      async read(call, target) {
        const data = await behaviour.read(call, target);
        return target.kind === kind && data.size === 0 && last !== undefined ? last.data : data;
      },
    };
  };
}

/** Records by name, each made when it is first asked for. */
function records(kind: DataRecord["kind"]): (name: string, first?: DataRecord) => DataRecord {
  const kept = new Map<string, DataRecord>();
  return (name, first) => {
    const record = kept.get(name) ?? { ...(first ?? emptyRecord(kind, name)) };
    kept.set(name, record);
    return record;
  };
}

function sessionsBy(name: (session: Session) => string): Apply {
  return (behaviour) => {
    const recordOf = records("session");
    return { ...behaviour, sessionRecord: (_call, session) => recordOf(name(session)) };
  };
}

function contactsBy(name: (contact: Contact, session: Session | undefined) => string): Apply {
  return (behaviour) => {
    const recordOf = records("contact");
    return { ...behaviour, contactRecord: (_call, contact, session) => recordOf(name(contact, session)) };
  };
}

function copying(): Apply {
  return (behaviour) => {
    const recordOf = records("contact");
    return {
      ...behaviour,
      contactRecord(call, contact, session) {
        const record = behaviour.contactRecord(call, contact, session);
        return session === undefined || firstOf(call, contact) === session
          ? record
          : recordOf(session.id, record);
      },
    };
  };
}

function writingBack(): Apply {
  return (behaviour) => {
    const copies = new WeakMap<Session, CustomData>();
    return {
      ...behaviour,
      async update(call, record, sent) {
        await behaviour.update(call, record, sent);
        const { session } = call;
        if (session?.contact === undefined) return;
        const known = behaviour.contactRecord(call, session.contact, session);
        if (record.kind === "contact") copies.set(session, known.data);
        const isAlone = Object.keys(behaviour.sentContactData(call)).length === 0;
        if (record.kind === "session" && isAlone) known.data = copies.get(session) ?? known.data;
      },
    };
  };
}

function byContactId(): Apply {
  return (behaviour) => {
    const recordOf = records("contact");
    const named = new WeakSet<Session>();
    return {
      ...behaviour,
      contactRecord(call, contact, session) {
        if (session === undefined) return behaviour.contactRecord(call, contact, session);
        if (call.operation === "createSession" && call.body.contact_id !== undefined) named.add(session);
        const record = behaviour.contactRecord(call, contact, session);
        return named.has(session) ? recordOf(session.id, record) : record;
      },
    };
  };
}

function identifying(key: (email: string) => string | undefined): Apply {
  return (behaviour) => ({
    ...behaviour,
    contactKey: (_call, { email }) => (typeof email === "string" ? key(email) : undefined),
  });
}

/** A session that is created without contact data empties what the contact has. */
function emptying(fits: (call: Call) => boolean): Apply {
  return (behaviour) => ({
    ...behaviour,
    update(call, record, sent) {
      const isEmptied =
        call.operation === "createSession" &&
        record.kind === "contact" &&
        Object.keys(sent).length === 0 &&
        fits(call);
      if (!isEmptied) return behaviour.update(call, record, sent);
      record.data = new Map();
    },
  });
}

function firstOf(call: Call, contact: Contact): Session | undefined {
  for (const session of call.store.sessions.values()) if (session.contact === contact) return session;
  return undefined;
}

/** Looks a contact up as a search does: what holds the address will do. */
function searching(): Apply {
  return (behaviour) => ({
    ...behaviour,
    contactKey(call, contact) {
      const key = behaviour.contactKey(call, contact);
      return key && ([...call.store.contactsByKey.keys()].find((known) => known.includes(key)) ?? key);
    },
  });
}
