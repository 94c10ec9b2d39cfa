import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { pageContract } from "../contract/page-contract.ts";
import { authorise } from "./authorise.ts";
import type { Behaviour } from "./behaviour.ts";
import { invalidBody } from "./invalid-body.ts";
import { sentMessage } from "./sent-message.ts";

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
  invalid: (_call, problems) => invalidBody(problems),
  refused() {},

  newId: () => crypto.randomUUID(),
  contactKey: (_call, contact) => (typeof contact.email === "string" ? contact.email : undefined),
  sentSessionData: ({ body }) => objectAt(body, "custom_data"),
  sentContactData: ({ body }) => objectAt(objectAt(body, "contact"), "custom_data"),
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
  // Custom data stays here: the page exempts it from what a ticketing system is told.
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

function objectAt(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  return isObject(value) ? value : {};
}
