import { randomUUID } from "node:crypto";
import type { Credential } from "../../http/credentials.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import { withData } from "../contract/records.ts";
import { CannotSetUp, type InteractionSetup } from "./interaction-setup.ts";

/** Well formed, and given to nobody. */
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** Requests that may be needed to use a limit up. */
const MOST_REQUESTS = 300;

/** A provider state that can be set up through the documented operations. */
export interface ProviderState {
  /** Parameters by name, each with what it is. All are optional. */
  readonly params?: Readonly<Record<string, Param>>;
  /** What no documented operation brings about: the user or the provider must have it. */
  readonly needs?: StateNeeds;
  /** @throws CannotSetUp */
  setUp(setup: InteractionSetup, params: JsonObject): Promise<void> | void;
}

/** What a state may need besides the operations. */
export type StateNeeds = "a read-only key" | "a request limit";

interface Param {
  readonly is: string;
  accepts(value: Json): boolean;
}

const ofSession = {
  custom_data: data("session custom data that it has"),
  verified: param("boolean: whether its contact is verified; default true", isA("boolean")),
};
const ofContact = { name: text("name of the contact"), custom_data: data("contact custom data that it has") };
const ofMessage = {
  sender: text("contact or agent; default contact"),
  text: text("text of the message"),
  custom_data: data("session custom data sent with it"),
  contact_custom_data: data("contact custom data sent with it"),
};
const ofMessages = {
  texts: param(
    "list of texts: texts of the messages",
    (value) => Array.isArray(value) && value.every(isA("string")),
  ),
};

/** Every provider state that can be set up, by its name: the published vocabulary, explained in docs/pact.md. */
export const providerStates: Readonly<Record<string, ProviderState>> = {
  "a session exists": { params: ofSession, setUp: createSession },
  "a session with custom data": {
    params: ofSession,
    setUp: (setup, params) => createSession(setup, { custom_data: { order_id: "ord_123" }, ...params }),
  },
  "the session does not exist": {
    setUp: ({ values }) => {
      values.sessionId = UNKNOWN_ID;
    },
  },
  "a contact exists": { params: ofContact, setUp: createContact },
  "a contact with custom data": {
    params: ofContact,
    setUp: (setup, params) => createContact(setup, { custom_data: { plan: "pro" }, ...params }),
  },
  "a message was sent": { params: ofMessage, setUp: sendMessage },
  "several messages were sent": {
    params: ofMessages,
    async setUp(setup, { texts = ["First", "Second"] }) {
      for (const text of texts as Json[]) await sendMessage(setup, { text });
    },
  },
  "no api key": withKey("none"),
  "an unknown api key": withKey("wrong"),
  "an api key without write scope": { ...withKey("read-only"), needs: "a read-only key" },
  "the request limit is used up": { needs: "a request limit", setUp: useUpLimit },
};

async function createSession(setup: InteractionSetup, { custom_data, verified = true }: JsonObject) {
  const { contactId } = setup.values;
  const body = {
    channel: { type: "api" },
    verified,
    ...(contactId === undefined ? {} : { contact_id: contactId }),
  };
  setup.values.sessionId = await setup.create("Create Session", "createSession", {
    body: withData(body, { session: custom_data }),
  });
  setup.expected.session = objectAt(custom_data);
  setup.expected.texts = [];
}

async function createContact(
  setup: InteractionSetup,
  { name = "opencx-conformance", custom_data }: JsonObject,
) {
  const email = `pact-${randomUUID()}@example.com`;
  setup.values.contactId = await setup.create("Create contact", "createContact", {
    body: withData({ contact: { email, name } }, { contact: custom_data }),
  });
  setup.values.contactEmail = email;
  setup.expected.contact = objectAt(custom_data);
}

async function sendMessage(setup: InteractionSetup, params: JsonObject) {
  const { sender = "contact", text = "Sent by opencx-conformance" } = params;
  if (setup.values.sessionId === undefined) await createSession(setup, {});
  const [session, contact] = [params.custom_data, params.contact_custom_data];
  await setup.accepted("the message", "sendMessage", {
    sessionId: setup.values.sessionId!,
    body: withData({ sender, message: { type: "text", text } }, { session, contact }),
  });
  const { expected } = setup;
  expected.session = { ...expected.session, ...objectAt(session) };
  expected.contact = { ...expected.contact, ...objectAt(contact) };
  expected.texts.push(text);
}

async function useUpLimit(setup: InteractionSetup) {
  setup.limited = true;
  const { sessionId } = setup.values;
  for (let sent = 0; sent < MOST_REQUESTS; sent += 1) {
    const { status } = await (sessionId === undefined
      ? setup.call("createSession", { body: {}, once: true })
      : setup.call("getSession", { sessionId, once: true }));
    if (status === 429 || status === 503) return;
  }
  throw new CannotSetUp(`the provider did not limit ${MOST_REQUESTS} requests in a row`);
}

function withKey(credential: Credential): ProviderState {
  return {
    setUp: (setup) => {
      setup.credential = credential;
    },
  };
}

function param(is: string, accepts: Param["accepts"]): Param {
  return { is, accepts };
}

function text(is: string): Param {
  return param(`text: ${is}`, isA("string"));
}

/** Custom data: an object whose values are not nested. */
function data(is: string): Param {
  return param(
    `object: ${is}`,
    (value) => isObject(value) && Object.values(value).every((each) => typeof each !== "object"),
  );
}

function isA(type: "string" | "boolean"): (value: Json) => boolean {
  return (value) => typeof value === type;
}
