import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { withData } from "../contract/records.ts";
import { dataParam, switchParam, textParam, textsParam } from "./params.ts";
import type { ProviderState } from "./provider-state.ts";
import { accepted, CannotSetUp, type Setup } from "./scope.ts";

/** Well formed, and given to nobody. */
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** A session of a contact that an earlier state made, where there is one. */
export const aSessionExists: ProviderState = {
  name: "a session exists",
  holds:
    "An open session exists; it belongs to the contact of an earlier state of the interaction, if one made it.",
  params: {
    custom_data: dataParam("session custom data that it has"),
    verified: switchParam("whether its contact is verified; default true"),
  },
  gives: ["sessionId"],
  setUp: createSession,
};

export const aSessionWithCustomData: ProviderState = {
  ...aSessionExists,
  name: "a session with custom data",
  holds: "As `a session exists`, with session custom data.",
  setUp: (setup, params) => createSession(setup, { custom_data: { order_id: "ord_123" }, ...params }),
};

export const aMessageWasSent: ProviderState = {
  name: "a message was sent",
  holds:
    "A message was accepted in the session of the earlier states, or in a new one; custom data went with it.",
  params: {
    sender: textParam("contact or agent; default contact"),
    text: textParam("text of the message"),
    custom_data: dataParam("session custom data sent with it"),
    contact_custom_data: dataParam("contact custom data sent with it"),
  },
  gives: ["sessionId"],
  async setUp(setup, { sender = "contact", text = "Sent by opencx-conformance", ...data }) {
    if (setup.scope.values.sessionId === undefined) await createSession(setup, {});
    const sessionId = setup.scope.values.sessionId!;
    const { custom_data, contact_custom_data } = data;
    const body = withData(
      { sender, message: { type: "text", text } },
      { session: custom_data, contact: contact_custom_data },
    );
    accepted("the message", await setup.call("sendMessage", { sessionId, body }));
    const { expected } = setup.scope;
    expected.session = { ...expected.session, ...objectOf(custom_data) };
    expected.contact = { ...expected.contact, ...objectOf(contact_custom_data) };
    expected.texts = [...expected.texts, text];
  },
};

export const severalMessagesWereSent: ProviderState = {
  name: "several messages were sent",
  holds: "As `a message was sent`, once for each text.",
  params: { texts: textsParam("texts of the messages") },
  gives: ["sessionId"],
  async setUp(setup, { texts = ["First", "Second"] }) {
    for (const text of texts as Json[]) await aMessageWasSent.setUp(setup, { text });
  },
};

export const noSuchSession: ProviderState = {
  name: "the session does not exist",
  holds: "The session id is well formed, and no session has it.",
  params: {},
  gives: ["sessionId"],
  async setUp({ scope }) {
    scope.values.sessionId = UNKNOWN_ID;
  },
};

async function createSession(setup: Setup, { custom_data, verified = true }: JsonObject): Promise<void> {
  const { values } = setup.scope;
  const made = accepted(
    "Create Session",
    await setup.call("createSession", {
      body: {
        channel: { type: "api" },
        verified,
        ...(values.contactId === undefined ? {} : { contact_id: values.contactId }),
        ...(custom_data === undefined ? {} : { custom_data }),
      },
    }),
  );
  const sessionId = isObject(made) ? made.id : undefined;
  if (typeof sessionId !== "string") throw new CannotSetUp("Create Session was answered without an id");
  values.sessionId = sessionId;
  setup.scope.expected.session = objectOf(custom_data);
  setup.scope.expected.texts = [];
}

function objectOf(data: Json | undefined): JsonObject {
  return isObject(data) ? data : {};
}
