import type { Json, JsonObject } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import type { Contact, CustomData, Message, Session } from "./store.ts";

/** A session as Get Session shows it. */
export async function renderSession(call: Call, session: Session): Promise<JsonObject> {
  const { behaviour } = call;
  return {
    id: session.id,
    status: "open",
    ai_closure_type: session.takenOver ? "handed_off" : null,
    sentiment: null,
    channel: { type: session.channel },
    ticket_number: session.ticketNumber,
    assist_mode: false,
    created_at: time(session.createdAt),
    updated_at: time(session.updatedAt),
    custom_data: asObject(await behaviour.read(call, behaviour.sessionRecord(call, session))),
    ...(session.contact ? { contact: await renderContact(call, session.contact, session) } : {}),
  };
}

/** A contact with its own data; what unverified sessions said of it is not shown. */
export async function renderContact(call: Call, contact: Contact, session?: Session): Promise<JsonObject> {
  const { behaviour } = call;
  return {
    id: contact.id,
    email: contact.email ?? null,
    phone_number: contact.phoneNumber ?? null,
    name: contact.name ?? null,
    custom_data: asObject(await behaviour.read(call, behaviour.contactRecord(call, contact, session))),
  };
}

/** A message as List history shows it; its entry has the id of the message. */
export function renderMessage(message: Message): JsonObject {
  return {
    id: message.id,
    created_at: time(message.createdAt),
    event: {
      type: "message",
      sender: { type: message.sender, name: message.senderName ?? null },
      content: { type: message.type, text: message.text },
      attachments: message.attachments.map(
        ({ id, name, size, type, url }): Json => ({ id, name, size, type, url }),
      ),
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
