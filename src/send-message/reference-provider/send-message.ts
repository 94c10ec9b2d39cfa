import type { Json } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import type { Answer } from "./refusal.ts";
import type { Session } from "./store.ts";

/** The operation under test: writes both records, stores the message, and tells the ticketing system. */
export async function sendMessage(
  call: Call,
  session: Session,
  tell: (ticket: Json) => void,
): Promise<Answer> {
  const { behaviour } = call;
  await behaviour.update(call, behaviour.sessionRecord(call, session), behaviour.sentSessionData(call));
  // Without a contact there is no record to merge into: contact data of such a send goes nowhere, which is left open.
  if (session.contact) {
    const record = behaviour.contactRecord(call, session.contact, session);
    await behaviour.update(call, record, behaviour.sentContactData(call));
  }
  const message = behaviour.message(call);
  await behaviour.storeMessage(call, session, message);
  if (behaviour.takesOver(call)) session.takenOver = true;
  const ticket = behaviour.ticket(call, session, message);
  if (ticket !== undefined) tell(ticket);
  return { status: 200, body: { success: true, data: { message: { id: message.id } } } };
}
