import { randomUUID } from "node:crypto";
import type { Credential } from "../../http/credentials.ts";
import type { JsonObject } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import { withData } from "../contract/records.ts";
import { CannotSetUp, type InteractionSetup } from "./interaction-setup.ts";

/** Well formed, and given to nobody. */
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** Requests that may be needed to use a limit up. */
const MOST_REQUESTS = 300;

/** A provider state that can be set up through the documented operations. */
export interface ProviderState {
  /** Names of its parameters, all optional. Of what kind each is, the provider judges: they are parts of bodies. */
  readonly params?: readonly string[];
  /** What no documented operation brings about: the user or the provider must have it. */
  readonly needs?: StateNeeds;
  /** @throws CannotSetUp */
  setUp(setup: InteractionSetup, params: JsonObject): Promise<void> | void;
}

/** What a state may need besides the operations. */
export type StateNeeds = "a read-only key" | "a request limit";

const OF_SESSION = ["custom_data", "verified"];
const OF_CONTACT = ["name", "custom_data"];
const OF_MESSAGE = ["sender", "text", "custom_data", "contact_custom_data"];

/** Every provider state that can be set up, by its name: the published vocabulary, explained in docs/pact.md. */
export const providerStates: Readonly<Record<string, ProviderState>> = {
  "a session exists": { params: OF_SESSION, setUp: createSession },
  "a session with custom data": {
    params: OF_SESSION,
    setUp: (setup, params) => createSession(setup, { custom_data: { order_id: "ord_123" }, ...params }),
  },
  "the session does not exist": {
    setUp: ({ values }) => {
      values.sessionId = UNKNOWN_ID;
    },
  },
  "a contact exists": { params: OF_CONTACT, setUp: createContact },
  "a contact with custom data": {
    params: OF_CONTACT,
    setUp: (setup, params) => createContact(setup, { custom_data: { plan: "pro" }, ...params }),
  },
  "a message was sent": { params: OF_MESSAGE, setUp: sendMessage },
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
