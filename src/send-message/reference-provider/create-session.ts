import { isObject, type JsonObject } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import { type Answer, Refusal } from "./refusal.ts";
import { savedContact } from "./saved-contact.ts";
import { type Contact, emptyRecord, type Session } from "./store.ts";

/**
 * Create Session: links a contact by id or by what identifies it, and merges what is said of both.
 * @throws Refusal 404 for a `contact_id` that does not exist
 */
export async function createSession(call: Call): Promise<Answer> {
  const { behaviour, store, body } = call;
  const contact = linkedContact(call);
  const id = behaviour.newId(call, "session");
  const now = call.now();
  const session: Session = {
    id,
    ticketNumber: store.sessions.size + 1,
    channel: isObject(body.channel) && typeof body.channel.type === "string" ? body.channel.type : "api",
    verified: body.verified === true,
    ...(contact ? { contact } : {}),
    data: emptyRecord("session", id),
    messages: [],
    createdAt: now,
    updatedAt: now,
    takenOver: false,
  };
  store.sessions.set(id, session);
  await behaviour.update(call, behaviour.sessionRecord(call, session), behaviour.sentSessionData(call));
  if (contact) {
    const record = behaviour.contactRecord(call, contact, session);
    await behaviour.update(call, record, behaviour.sentContactData(call));
  }
  return { status: 201, body: { id } };
}

function linkedContact(call: Call): Contact | undefined {
  const { contact_id: id, contact } = call.body;
  const known = typeof id === "string" ? call.store.contacts.get(id.toLowerCase()) : undefined;
  if (typeof id === "string" && known === undefined) throw new Refusal(404, "Contact not found");
  const said: JsonObject | undefined = isObject(contact) ? contact : undefined;
  return said ? savedContact(call, said, known) : known;
}
