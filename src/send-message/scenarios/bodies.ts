import type { Json, JsonObject } from "../../json/json.ts";

/** A message text that says whose it is; `what` makes it the only one of its case. */
export function messageText(tag: string, what: string): string {
  return `opencx-conformance ${tag}: ${what}`;
}

/** Whether it is the text of a message of the suite, of whatever case. */
export function isMessageText(text: Json | undefined): text is string {
  return typeof text === "string" && text.startsWith("opencx-conformance oc");
}

/** The smallest body that the page documents. */
export function plainSend(text: string, sender: "contact" | "agent" = "contact"): JsonObject {
  return { sender, message: { type: "text", text } };
}

/** The body of Create Session for a contact that exists, by its id. */
export function sessionOfContact(body: JsonObject, id: string): JsonObject {
  return { ...body, contact_id: id };
}
