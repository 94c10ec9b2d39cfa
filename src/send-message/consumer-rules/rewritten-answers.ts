import { isObject, type Json } from "../../json/json.ts";
import { withoutMembers } from "../../json/member.ts";

/** An answer with members that the page does not name. Custom data is left alone: what is in there is the program's own. */
export function withMore(value: Json, name?: string): Json {
  if (Array.isArray(value)) return value.map((each) => withMore(each));
  if (!isObject(value) || name === "custom_data") return value;
  const members = Object.entries(value).map(([key, inner]) => [key, withMore(inner, key)]);
  return {
    x_trace: { id: "c0ffee", hops: [1, null] },
    ...Object.fromEntries(members),
    x_region: "emea",
  };
}

/** An answer with the members of every object in another order. */
export function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => [key, reversed(inner)] as const);
  return Object.fromEntries(members.reverse());
}

/** Members of sessions, contacts and histories that need not be there. */
const OPTIONAL = ["contact", "custom_data", "email", "phone_number", "name", "attachments", "context"];

/** An answer without optional members that hold nothing. Sessions of `own` keep their contact: the program gave them one. */
export function withoutEmpty(value: Json, own: ReadonlySet<Json | undefined>, name?: string): Json {
  if (Array.isArray(value)) return value.map((each) => withoutEmpty(each, own));
  if (!isObject(value) || name === "custom_data") return value;
  const members = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner, own, key)] as const);
  const isLeftOut = (key: string, inner: Json) =>
    OPTIONAL.includes(key) && (key === "contact" ? isNobody(inner) && !own.has(value.id) : isEmpty(inner));
  return Object.fromEntries(members.filter((one) => !isLeftOut(...one)));
}

function isEmpty(value: Json | undefined): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** Whether nothing is known of a contact but its id. */
function isNobody(contact: Json): boolean {
  return isObject(contact) && isEmpty(withoutMembers(contact, "id"));
}
