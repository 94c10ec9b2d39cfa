import type { Json, JsonObject } from "../../json/json.ts";
import { objectAt, objectsAt } from "../../json/member.ts";
import { pointerSegments } from "../../json/pointer.ts";
import { withoutUndefined } from "../../json/without-undefined.ts";
import type { SchemaError } from "../contract/contract.ts";
import { pageContract } from "../contract/page-contract.ts";
import type { Behaviour, Call } from "./behaviour.ts";
import { Refusal } from "./refusal.ts";
import type { Attachment, Message } from "./store.ts";

// A body of some megabytes can hold as many problems.
const MAX_REASONS = 20;

/**
 * The behaviour that the page asks for. Where the page leaves a choice open, it takes the strict one: `null` for an
 * optional member and anything but a string in contact data are refused.
 */
export const correctBehaviour: Behaviour = {
  receive() {},
  authorise,
  findSession: (call, id) => call.store.sessions.get(id),
  parse: (_call, bytes) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Json,
  problems: (call) => pageContract.requestErrors(call.operation, call.json),
  invalid: (_call, problems) => new Refusal(400, problems.slice(0, MAX_REASONS).map(inWords)),
  refused() {},

  newId: () => crypto.randomUUID(),
  contactKey: (_call, contact) => (typeof contact.email === "string" ? contact.email : undefined),
  sentSessionData: ({ body }) => objectAt(body, "custom_data"),
  sentContactData: ({ body }) => objectAt(body, "contact", "custom_data"),
  sessionRecord: (_call, session) => session.data,
  contactRecord: (call, contact, session) =>
    call.operation === "getSession" || session === undefined || session.verified
      ? contact.data
      : contact.unverified,
  merge: (_call, _record, seen, sent) => new Map([...seen, ...Object.entries(sent)]),
  update(call, record, sent) {
    record.data = call.behaviour.merge(call, record, record.data, sent);
  },
  message: sentMessage,
  storeMessage(call, session, message) {
    session.messages.push(message);
    session.updatedAt = call.now();
  },
  takesOver: ({ body }) => body.should_take_over_session_from_ai === true,
  // Custom data stays here: the page exempts it from what a ticketing system gets.
  ticket: (_call, session, { id, sender, type, text }) => ({
    session_id: session.id,
    contact_email: session.contact?.email ?? null,
    sender,
    message: { id, type, text },
  }),

  read: (_call, record) => record.data,
  history: (_call, session) => session.messages,
  answer: (_call, answer) => answer,
};

/** @throws Refusal 401 for a missing or unknown token, 403 for one without the scope of the operation */
function authorise({ request, tokens }: Call): void {
  const [, presented] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const token = presented === undefined ? undefined : tokens.get(presented);
  if (token === undefined) throw new Refusal(401, "Unauthorized", { "www-authenticate": "Bearer" });
  const scope = `chat-sessions:${request.method === "GET" ? "read" : "write"}`;
  if (token.scopes && !token.scopes.includes(scope)) throw new Refusal(403, "Forbidden resource");
}

function inWords({ place, keyword, expected }: SchemaError): string {
  const name = pointerSegments(place).join(".") || "the body";
  return keyword === "required" ? `${name} is required` : `${name} must be ${expected}`;
}

function sentMessage(call: Call): Message {
  const { body, session } = call;
  const message = objectAt(body, "message");
  const { name } = objectAt(body, "agent");
  const agentName = typeof name === "string" ? name : undefined;
  return withoutUndefined({
    id: call.behaviour.newId(call, "message"),
    createdAt: call.now(),
    sender: text(body.sender),
    senderName: body.sender === "agent" ? agentName : session?.contact?.name,
    type: text(message.type, "text"),
    text: text(message.text),
    attachments: objectsAt(message, "attachments").map(attachment),
  });
}

function attachment(sent: JsonObject): Attachment {
  return {
    id: crypto.randomUUID(),
    name: text(sent.name),
    size: Buffer.byteLength(text(sent.base64), "base64"),
    type: text(sent.mime_type),
    url: text(sent.url),
  };
}

function text(value: Json | undefined, otherwise = ""): string {
  return typeof value === "string" ? value : otherwise;
}
