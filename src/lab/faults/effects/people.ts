import { setTimeout as pause } from "node:timers/promises";
import { isObject } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../../send-message/reference-provider/refusal.ts";
import type { Contact } from "../../../send-message/reference-provider/store.ts";
import { type Apply, type Effect, untriggered } from "../effect.ts";
import { refusing } from "../refusing.ts";

/** How long a send holds a lock of its session, in milliseconds. */
const LOCKED_MS = 5;

/** Sends that do something to who the contact is, or tell somebody of the session. */
export const peopleEffects: readonly Effect[] = [
  ...(["name", "email", "phoneNumber"] as const).map((member) =>
    untriggered(
      `contact-${member === "phoneNumber" ? "phone-number" : member}-emptied-by-contact-data`,
      `empties the contact's ${member === "phoneNumber" ? "phone number" : member} when a send names its data only`,
      "contact-data/leaves-the-person",
      touching((contact) => {
        delete contact[member];
      }),
    ),
  ),
  ...Object.entries({ name: "name", email: "e-mail address", avatar_url: "picture" }).map(([member, words]) =>
    untriggered(
      `contact-data-emptied-beside-${words.replace(" address", "")}`,
      `empties the contact data when a send names the contact's ${words} and no data`,
      "contact-data/unsent-keys-stay",
      touching((contact, { body: { contact: said } }) => {
        if (isObject(said) && member in said && !("custom_data" in said)) contact.data.data = new Map();
      }),
    ),
  ),
  untriggered(
    "agent-name-saved-as-the-contacts",
    "saves the agent's name as the contact's",
    "contact-data/leaves-the-person",
    touching((contact, { body: { agent } }) => {
      if (isObject(agent) && typeof agent.name === "string") contact.name = agent.name;
    }),
  ),
  untriggered(
    "contact-name-saved-when-rejected",
    "saves the contact's name from a request that it rejects",
    "rejection/changes-no-contact-members",
    (behaviour) => ({
      ...behaviour,
      async refused(call, refusal) {
        await behaviour.refused(call, refusal);
        const said = call.body.contact;
        const contact = call.session?.contact;
        if (contact && isObject(said) && typeof said.name === "string") contact.name = said.name;
      },
    }),
  ),
  untriggered(
    "agents-messages-shown-as-the-contacts",
    "shows every message as the contact's",
    "messages/agent-is-not-the-contact",
    (behaviour) => ({
      ...behaviour,
      async history(call, session) {
        const messages = await behaviour.history(call, session);
        return messages.map((message) => ({ ...message, sender: "contact" as const }));
      },
    }),
  ),
  untriggered(
    "contact-data-hidden-by-unverified-sessions",
    "shows no contact data any more once the contact has an unverified session",
    "contact-data/belongs-to-the-person",
    (behaviour) => ({
      ...behaviour,
      async read(call, target) {
        const isDoubted = [...call.store.sessions.values()].some(
          ({ contact, verified }) => contact?.id === target.owner && !verified,
        );
        return target.kind === "contact" && isDoubted ? new Map() : behaviour.read(call, target);
      },
    }),
  ),
  untriggered(
    "contact-data-emptied-by-unverified-sends",
    "empties contact data when some is sent to an unverified session of the contact",
    "contact-data/belongs-to-the-person",
    (behaviour) => ({
      ...behaviour,
      async update(call, target, sent) {
        const contact = target.kind === "unverified" ? call.session?.contact : undefined;
        if (contact !== undefined) contact.data.data = new Map();
        await behaviour.update(call, target, sent);
      },
    }),
  ),
  untriggered(
    "session-told-without-a-key",
    "answers a send without a valid key with the session's data",
    "authentication/refused-answer-holds-no-data",
    (behaviour) => ({
      ...behaviour,
      async answer(call, answer) {
        const given = await behaviour.answer(call, answer);
        const id = /sessions\/([^/]+)\/send/.exec(call.request.url)?.[1];
        const session = id === undefined ? undefined : call.store.sessions.get(decodeURIComponent(id));
        if (given.status !== 401 || session === undefined || !isObject(given.body)) return given;
        return { ...given, body: { ...given.body, session: Object.fromEntries(session.data.data) } };
      },
    }),
  ),
  untriggered(
    "read-only-keys-write",
    "refuses a key without the scope for sending, but merges what it sends",
    "authentication/read-only-without-effect",
    (behaviour) => ({
      ...behaviour,
      async answer(call, answer) {
        const given = await behaviour.answer(call, answer);
        const id = /sessions\/([^/]+)\/send/.exec(call.request.url)?.[1];
        const session = id === undefined ? undefined : call.store.sessions.get(decodeURIComponent(id));
        if (given.status !== 403 || session === undefined) return given;
        const sent = (await call.request.clone().json()) as { custom_data?: object };
        session.data.data = new Map([...session.data.data, ...Object.entries(sent.custom_data ?? {})]);
        return given;
      },
    }),
  ),
  untriggered(
    "refuses-attachments-by-base64",
    "refuses attachments by base64",
    "request/attachment-accepted",
    refusing(
      400,
      ({ body: { message } }) => isObject(message) && JSON.stringify(message).includes('"base64"'),
    ),
  ),
  untriggered(
    "crashes-on-sends-at-once",
    "answers 500 to a send while another one to the same session is under way",
    "robustness/no-server-error-at-once",
    (behaviour) => {
      const busy = new Map<string, number>();
      return {
        ...behaviour,
        async findSession(call, id) {
          const session = await behaviour.findSession(call, id);
          if (call.operation !== "sendMessage") return session;
          const others = busy.get(id) ?? 0;
          busy.set(id, others + 1);
          await pause(LOCKED_MS);
          busy.set(id, (busy.get(id) ?? 1) - 1);
          if (others > 0) throw new Refusal(500, "deadlock detected");
          return session;
        },
      };
    },
  ),
  untriggered(
    "crashes-on-deep-json",
    "answers 500 to JSON that is nested more than 500 levels deep",
    "robustness/no-server-error",
    (behaviour) => ({
      ...behaviour,
      parse(call, bytes) {
        if (Buffer.from(bytes).includes("[".repeat(500))) throw new Refusal(500, "stack overflow");
        return behaviour.parse(call, bytes);
      },
    }),
  ),
  untriggered(
    "crashes-on-long-session-ids",
    "answers 500 to a session id of more than 255 characters",
    "robustness/no-server-error",
    (behaviour) => ({
      ...behaviour,
      findSession(call, id) {
        if (id.length > 255) throw new Refusal(500, "value too long");
        return behaviour.findSession(call, id);
      },
    }),
  ),
];

/** Changes the contact of a session that a send with contact data, or with an agent, is for. */
function touching(change: (contact: Contact, call: Call) => void): Apply {
  return (behaviour) => ({
    ...behaviour,
    async storeMessage(call, session, message) {
      await behaviour.storeMessage(call, session, message);
      const { contact, agent } = call.body;
      if (session.contact && (isObject(contact) || isObject(agent))) change(session.contact, call);
    },
  });
}
