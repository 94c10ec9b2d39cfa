import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import type { Call } from "./behaviour.ts";
import { type Answer, Refusal } from "./refusal.ts";
import {
  type Contact,
  type CustomData,
  emptyContact,
  emptySession,
  type Message,
  type Session,
} from "./store.ts";

/** The operation under test: writes both records, stores the message, and tells the ticketing system. */
export async function sendMessage(
  call: Call,
  session: Session,
  tell: (ticket: Json) => void,
): Promise<Answer> {
  const { behaviour } = call;
  await writeData(call, session);
  const message = behaviour.message(call);
  await behaviour.storeMessage(call, session, message);
  if (behaviour.takesOver(call)) session.takenOver = true;
  const ticket = behaviour.ticket(call, session, message);
  if (ticket !== undefined) tell(ticket);
  return { status: 200, body: { success: true, data: { message: { id: message.id } } } };
}

/**
 * Create Session: links a contact by id or by what identifies it, and merges what is said of both.
 * @throws Refusal 404 for a `contact_id` that does not exist
 */
export async function createSession(call: Call): Promise<Answer> {
  const { body, store, behaviour } = call;
  const contact = linkedContact(call);
  const { type = "api" } = objectAt(body, "channel");
  const session = emptySession(behaviour.newId(call, "session"), call.now(), {
    ticketNumber: store.sessions.size + 1,
    channel: typeof type === "string" ? type : "api",
    verified: body.verified === true,
    ...(contact ? { contact } : {}),
  });
  store.sessions.set(session.id, session);
  await writeData(call, session);
  return { status: 201, body: { id: session.id } };
}

/** Create contact: the key's owner vouches for the data, so that it counts as verified. */
export async function createContact(call: Call): Promise<Answer> {
  const contact = savedContact(call, objectAt(call.body, "contact"));
  await writeContactData(call, contact);
  return { status: 201, body: await renderContact(call, contact) };
}

/** Get Session: the session with both records. */
export async function getSession(call: Call, session: Session): Promise<Answer> {
  const { behaviour } = call;
  return {
    status: 200,
    body: {
      id: session.id,
      status: session.status,
      ai_closure_type: session.takenOver ? "handed_off" : null,
      sentiment: null,
      channel: { type: session.channel },
      ticket_number: session.ticketNumber,
      assist_mode: false,
      created_at: time(session.createdAt),
      updated_at: time(session.updatedAt),
      custom_data: asObject(await behaviour.read(call, behaviour.sessionRecord(call, session))),
      ...(session.contact ? { contact: await renderContact(call, session.contact, session) } : {}),
    },
  };
}

/**
 * List history: one page of a session's messages, oldest first. The cursor says how many stand on the pages before.
 * @throws Refusal 400 for a cursor that was not given out
 */
export async function listHistory(call: Call, session: Session, pageSize: number): Promise<Answer> {
  const cursor = new URL(call.request.url).searchParams.get("cursor") ?? "after-0";
  const [, offset] = /^after-(\d{1,9})$/.exec(cursor) ?? [];
  if (offset === undefined) throw new Refusal(400, "cursor is unknown");
  const messages = await call.behaviour.history(call, session);
  const end = Number(offset) + pageSize;
  const items = messages.slice(Number(offset), end).map(renderMessage);
  return { status: 200, body: { items, next: end < messages.length ? `after-${end}` : null } };
}

async function writeData(call: Call, session: Session): Promise<void> {
  const { behaviour } = call;
  await behaviour.update(call, behaviour.sessionRecord(call, session), behaviour.sentSessionData(call));
  // Without a contact there is no record to merge into: contact data of such a send goes nowhere, which is left open.
  if (session.contact) await writeContactData(call, session.contact, session);
}

async function writeContactData(call: Call, contact: Contact, session?: Session): Promise<void> {
  const { behaviour } = call;
  const record = behaviour.contactRecord(call, contact, session);
  await behaviour.update(call, record, behaviour.sentContactData(call));
}

function linkedContact(call: Call): Contact | undefined {
  const { contact_id: id, contact } = call.body;
  const known = typeof id === "string" ? call.store.contacts.get(id.toLowerCase()) : undefined;
  if (typeof id === "string" && known === undefined) throw new Refusal(404, "Contact not found");
  return isObject(contact) ? savedContact(call, contact, known) : known;
}

/** The contact that is spoken of, created where nobody knows it, with its name, e-mail and phone number brought up to date. */
function savedContact(call: Call, said: JsonObject, known?: Contact): Contact {
  const { store, behaviour } = call;
  const key = behaviour.contactKey(call, said);
  const contact =
    known ??
    (key === undefined ? undefined : store.contactsByKey.get(key)) ??
    emptyContact(behaviour.newId(call, "contact"));
  updatePerson(contact, said);
  store.contacts.set(contact.id, contact);
  if (key !== undefined) store.contactsByKey.set(key, contact);
  return contact;
}

/** Brings name, e-mail and phone number up to date, as far as they are spoken of. */
export function updatePerson(contact: Contact, said: JsonObject): void {
  if (typeof said.email === "string") contact.email = said.email;
  if (typeof said.name === "string") contact.name = said.name;
  if (typeof said.phone_number === "string") contact.phoneNumber = said.phone_number;
}

/** A contact with its own data; what unverified sessions said of it is not shown. */
async function renderContact(call: Call, contact: Contact, session?: Session): Promise<JsonObject> {
  const { behaviour } = call;
  return shownContact(contact, await behaviour.read(call, behaviour.contactRecord(call, contact, session)));
}

/** A contact with this data. */
export function shownContact({ id, email, phoneNumber, name }: Contact, data: CustomData): JsonObject {
  return {
    id,
    email: email ?? null,
    phone_number: phoneNumber ?? null,
    name: name ?? null,
    custom_data: asObject(data),
  };
}

/** A message as List history shows it; its entry has the id of the message. */
function renderMessage(message: Message): JsonObject {
  return {
    id: message.id,
    created_at: time(message.createdAt),
    event: {
      type: "message",
      sender: { type: message.sender, name: message.senderName ?? null },
      content: { type: message.type, text: message.text },
      attachments: message.attachments.map((attachment): Json => ({ ...attachment })),
      context: null,
    },
  };
}

// `fromEntries` defines members, so that `__proto__` becomes one like any other.
function asObject(data: CustomData): JsonObject {
  return Object.fromEntries(data);
}

function time(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
