import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { CustomData, DataRecord } from "../../send-message/reference-provider/store.ts";
import { refusing } from "./requests.ts";
import type { Variant } from "./variant.ts";

/** How records look, what else is in them, and what a send does beside them. */
export const recordVariants: readonly Variant[] = [
  {
    name: "empty-data-left-out",
    description: "leaves empty custom data out of sessions and contacts",
    about: ["empty custom data"],
    open: ["open/empty-custom-data-form"],
    behave: showing((body) =>
      withoutEmpty({ ...body, ...(isObject(body.contact) ? { contact: withoutEmpty(body.contact) } : {}) }),
    ),
  },
  {
    name: "keys-sorted",
    description: "shows the keys of custom data in the order of the alphabet",
    about: ["order of keys"],
    open: [],
    behave: reading((data) => new Map([...data].sort(([one], [other]) => (one < other ? -1 : 1)))),
  },
  {
    name: "keys-newest-first",
    description: "shows the newest keys of custom data first",
    about: ["order of keys"],
    open: [],
    behave: reading((data) => new Map([...data].reverse())),
  },
  {
    name: "own-keys",
    description: "keeps keys of its own in both records",
    about: ["own keys"],
    open: [],
    behave: reading(
      (data, { kind, owner }) =>
        new Map<string, Json>([["_source", "api"], [`_${kind}_ref`, owner.slice(0, 8)], ...data]),
    ),
  },
  {
    name: "own-keys-that-change",
    description: "keeps the time and the number of the last read in both records",
    about: ["own keys"],
    open: [],
    behave: reading(
      (data, _record, { number, now }) =>
        new Map<string, Json>([...data, ["last_seen_at", new Date(now()).toISOString()], ["reads", number]]),
    ),
  },
  {
    name: "own-keys-beside-each",
    description: "keeps the type, and a copy in lower case, of each value beside it in both records",
    about: ["own keys"],
    open: [],
    behave: reading(
      (data) =>
        new Map<string, Json>([
          ...[...data].flatMap(([key, value]): [string, Json][] => [
            [`${key}_type`, typeof value],
            [`${key}_normalized`, String(value).toLowerCase()],
          ]),
          ...data,
        ]),
    ),
  },
  {
    name: "own-keys-with-older-values",
    description: "keeps the older value of each key that takes another one, beside it in both records",
    about: ["own keys"],
    open: [],
    behave: (behaviour) => ({
      ...behaviour,
      merge(call, record, seen, sent) {
        const older = [...seen].flatMap(([key, value]): [string, Json][] =>
          key !== "" && !key.endsWith("@previous") && Object.hasOwn(sent, key) && sent[key] !== value
            ? [[`${key}@previous`, value]]
            : [],
        );
        return new Map([...behaviour.merge(call, record, seen, sent), ...older]);
      },
    }),
  },
  {
    name: "session-ids-counted",
    description: "counts its sessions in the form of a UUID",
    about: ["ids of sessions"],
    open: [],
    behave: (behaviour) => ({
      ...behaviour,
      newId: (call, kind) =>
        kind === "session"
          ? `00000000-0000-4000-8000-${String(call.store.sessions.size + 10).padStart(12, "0")}`
          : behaviour.newId(call, kind),
    }),
  },
  {
    name: "creation-data-told",
    description:
      "tells the ticketing system what Create Session was given, and all contact data, with every message",
    about: ["what the ticketing system receives"],
    open: [],
    behave: (behaviour) => {
      const given = new WeakMap<object, Json>();
      return {
        ...behaviour,
        async update(call, record, sent) {
          await behaviour.update(call, record, sent);
          if (call.operation === "createSession" && record.kind === "session") given.set(record, sent);
        },
        ticket(call, session, message) {
          const ticket = behaviour.ticket(call, session, message);
          if (!isObject(ticket)) return ticket;
          const contact = Object.fromEntries(session.contact?.data.data ?? []);
          return { ...ticket, attributes: given.get(session.data) ?? {}, contact };
        },
      };
    },
  },
  {
    name: "sessions-with-more-members",
    description: "shows everything that the page of Get Session names, and more",
    about: ["members of sessions"],
    open: ["open/session-as-documented"],
    behave: showing((body) => ({
      ...body,
      language: "en",
      assignee_id: 7,
      team: { id: 1, name: "Support", description: null },
      ticketing_system: null,
      tags: [],
    })),
  },
  {
    name: "sessions-in-other-words",
    description: "shows statuses and channels that the page of Get Session does not name",
    about: ["members of sessions"],
    open: ["open/session-as-documented"],
    behave: showing((body) => ({ ...body, status: "new", channel: "api", sentiment: "unknown" })),
  },
  {
    name: "data-mirrored",
    description: "shows custom data again in a member metadata of the session and of the contact",
    about: ["members of sessions"],
    open: [],
    behave: showing((body) =>
      mirrored(isObject(body.contact) ? { ...body, contact: mirrored(body.contact) } : body),
    ),
  },
  {
    name: "take-over-assists",
    description: "turns assist_mode on where a session was taken over from the AI",
    about: ["take-over"],
    open: ["open/take-over-effect"],
    behave: showing((body, { session }) => ({ ...body, assist_mode: session?.takenOver ?? false })),
  },
  {
    name: "take-over-without-effect",
    description: "shows nothing of a take-over",
    about: ["take-over"],
    open: [],
    behave: (behaviour) => ({ ...behaviour, takesOver: () => false }),
  },
  {
    name: "take-over-closes",
    description: "shows a session that was taken over as closed_unresolved, and goes on taking messages",
    about: ["take-over"],
    open: ["open/take-over-effect"],
    behave: showing((body, { session }) => ({
      ...body,
      status: session?.takenOver ? "closed_unresolved" : "open",
    })),
  },
  {
    name: "take-over-closes-for-good",
    description: "closes a session that was taken over, and answers 409 to what is sent to it",
    about: ["take-over"],
    open: ["open/take-over-effect"],
    behave: (behaviour) =>
      refusing(
        ({ session }) => session?.takenOver === true,
        409,
      )(
        showing((body, { session }) => ({
          ...body,
          status: session?.takenOver ? "closed_resolved" : "open",
        }))(behaviour),
      ),
  },
  {
    name: "unverified-data-shown",
    description: "takes what an unverified session says of its contact for contact data",
    about: ["unverified contacts"],
    open: ["open/unverified-contact-data"],
    behave: (behaviour) => ({ ...behaviour, contactRecord: (_call, contact) => contact.data }),
  },
  {
    name: "unverified-data-refused",
    description: "answers 403 to contact data in a session that is not verified, or has no contact",
    about: ["unverified contacts"],
    open: ["open/unverified-contact-data"],
    behave: (behaviour) => ({
      ...behaviour,
      async problems(call) {
        const problems = await behaviour.problems(call);
        const isSend = call.operation === "sendMessage" && problems.length === 0;
        const isOpen = call.session?.verified !== true || call.session.contact === undefined;
        if (isSend && isOpen && Object.keys(behaviour.sentContactData(call)).length > 0) {
          throw new Refusal(403, "the session is not verified");
        }
        return problems;
      },
    }),
  },
  {
    name: "contacts-renamed-by-sends",
    description: "takes the name, the e-mail address and the phone number in a send for those of the contact",
    about: ["contacts in sends"],
    open: [],
    behave: (behaviour) => ({
      ...behaviour,
      message(call) {
        const { contact } = call.body;
        const known = call.session?.contact;
        if (known && isObject(contact)) {
          if (typeof contact.name === "string") known.name = contact.name;
          if (typeof contact.email === "string") known.email = contact.email;
          if (typeof contact.phone_number === "string") known.phoneNumber = contact.phone_number;
        }
        return behaviour.message(call);
      },
    }),
  },
  {
    name: "e-mails-in-any-case",
    description: "takes e-mail addresses that differ in case only for one",
    about: ["identity of contacts"],
    open: [],
    behave: (behaviour) => ({
      ...behaviour,
      contactKey: (call, contact) => behaviour.contactKey(call, contact)?.toLowerCase(),
    }),
  },
];

function withoutEmpty({ custom_data: data = null, ...others }: JsonObject): JsonObject {
  return isObject(data) && Object.keys(data).length > 0 ? { ...others, custom_data: data } : others;
}

/** Shows sessions in another form. */
function showing(change: (body: JsonObject, call: Call) => Json): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async answer(call, given) {
      const answer = await behaviour.answer(call, given);
      const isSession = call.operation === "getSession" && answer.status === 200;
      return isSession && isObject(answer.body) ? { ...answer, body: change(answer.body, call) } : answer;
    },
  });
}

function reading(change: (data: CustomData, record: DataRecord, call: Call) => CustomData) {
  return (behaviour: Behaviour): Behaviour => ({
    ...behaviour,
    read: async (call, record) => change(await behaviour.read(call, record), record, call),
  });
}

/** What holds custom data, with a copy of it beside. */
function mirrored(value: JsonObject): JsonObject {
  return value.custom_data === undefined ? value : { ...value, metadata: value.custom_data };
}
