import { randomUUID } from "node:crypto";
import type { Credential } from "../../http/credentials.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import { withData } from "../contract/records.ts";
import { CannotSetUp, type InteractionSetup } from "./interaction-setup.ts";
import type { Param, ProviderState } from "./provider-state.ts";

/** Well formed, and given to nobody. */
const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** Requests that may be needed to use a limit up. */
const MOST_REQUESTS = 300;

const ofSession = {
  params: {
    custom_data: data("session custom data that it has"),
    verified: param("boolean: whether its contact is verified; default true", isA("boolean")),
  },
  gives: ["sessionId"],
} as const;

const ofContact = {
  params: { name: text("name of the contact"), custom_data: data("contact custom data that it has") },
  gives: ["contactId", "contactEmail"],
} as const;

/** Every provider state that can be set up: the published vocabulary. */
export const providerStates: readonly ProviderState[] = [
  {
    name: "a session exists",
    holds:
      "An open session exists; it belongs to the contact of an earlier state of the interaction, if one made it.",
    ...ofSession,
    setUp: createSession,
  },
  {
    name: "a session with custom data",
    holds: "As `a session exists`, with session custom data.",
    ...ofSession,
    setUp: (setup, params) => createSession(setup, { custom_data: { order_id: "ord_123" }, ...params }),
  },
  {
    name: "the session does not exist",
    holds: "The session id is well formed, and no session has it.",
    params: {},
    gives: ["sessionId"],
    setUp: ({ values }) => {
      values.sessionId = UNKNOWN_ID;
    },
  },
  {
    name: "a contact exists",
    holds:
      "A contact exists, with an e-mail address of its own at example.com; sessions of later states belong to it.",
    ...ofContact,
    setUp: createContact,
  },
  {
    name: "a contact with custom data",
    holds: "As `a contact exists`, with contact custom data.",
    ...ofContact,
    setUp: (setup, params) => createContact(setup, { custom_data: { plan: "pro" }, ...params }),
  },
  {
    name: "a message was sent",
    holds:
      "A message was accepted in the session of the earlier states, or in a new one; custom data went with it.",
    params: {
      sender: text("contact or agent; default contact"),
      text: text("text of the message"),
      custom_data: data("session custom data sent with it"),
      contact_custom_data: data("contact custom data sent with it"),
    },
    gives: ["sessionId"],
    setUp: sendMessage,
  },
  {
    name: "several messages were sent",
    holds: "As `a message was sent`, once for each text.",
    params: {
      texts: param(
        "list of texts: texts of the messages",
        (value) => Array.isArray(value) && value.every(isA("string")),
      ),
    },
    gives: ["sessionId"],
    async setUp(setup, { texts = ["First", "Second"] }) {
      for (const text of texts as Json[]) await sendMessage(setup, { text });
    },
  },
  withKey("no api key", "none", "The request carries no Authorization header."),
  withKey("an unknown api key", "wrong", "The request carries a key that nobody was given."),
  {
    ...withKey(
      "an api key without write scope",
      "read-only",
      "The request carries a valid key without the scope `chat-sessions:write`: the one of --read-only-token.",
    ),
    needs: "a read-only key",
  },
  {
    name: "the request limit is used up",
    holds: "The request limit has just been used up: the next request is answered 429 or 503.",
    params: {},
    gives: [],
    needs: "a request limit",
    setUp: useUpLimit,
  },
];

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

function withKey(name: string, credential: Credential, holds: string): ProviderState {
  return {
    name,
    holds,
    params: {},
    gives: [],
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
