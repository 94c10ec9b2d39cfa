import { isObject, type Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";

/** The members of a contact that say who it is. */
export const PERSON_MEMBERS: readonly string[] = ["name", "email", "phone_number"];

/** The address that names a contact, or its id where that is all there is; `undefined` where nothing names it. */
export function contactName(contact: Json | undefined): string | undefined {
  const name = isObject(contact) ? (contact.email ?? contact.phone_number) : contact;
  return typeof name === "string" ? name : undefined;
}

/** The id by which a body of Create Session names a contact that exists, whatever it is. */
export function contactIdIn(body: Json | undefined): Json | undefined {
  return member(body, "contact_id");
}
