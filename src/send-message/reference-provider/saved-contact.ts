import type { JsonObject } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import { type Contact, emptyRecord } from "./store.ts";

/** The contact that is spoken of, created where nobody knows it, with its name, e-mail and phone number brought up to date. */
export function savedContact(call: Call, said: JsonObject, known?: Contact): Contact {
  const { store, behaviour } = call;
  const key = behaviour.contactKey(call, said);
  const contact = known ?? (key === undefined ? undefined : store.contactsByKey.get(key)) ?? newContact(call);
  if (typeof said.email === "string") contact.email = said.email;
  if (typeof said.name === "string") contact.name = said.name;
  if (typeof said.phone_number === "string") contact.phoneNumber = said.phone_number;
  store.contacts.set(contact.id, contact);
  if (key !== undefined) store.contactsByKey.set(key, contact);
  return contact;
}

function newContact(call: Call): Contact {
  const id = call.behaviour.newId(call, "contact");
  return { id, data: emptyRecord("contact", id), unverified: emptyRecord("unverified", id) };
}
