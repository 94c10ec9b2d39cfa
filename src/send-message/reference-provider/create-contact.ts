import { isObject } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import type { Answer } from "./refusal.ts";
import { renderContact } from "./render.ts";
import { savedContact } from "./saved-contact.ts";

/** Create contact: the key's owner vouches for the data, so that it counts as verified. */
export async function createContact(call: Call): Promise<Answer> {
  const { behaviour, body } = call;
  const contact = savedContact(call, isObject(body.contact) ? body.contact : {});
  const record = behaviour.contactRecord(call, contact, undefined);
  await behaviour.update(call, record, behaviour.sentContactData(call));
  return { status: 201, body: await renderContact(call, contact) };
}
