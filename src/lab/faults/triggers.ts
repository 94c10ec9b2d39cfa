import { isObject, type JsonObject } from "../../json/json.ts";
import type { Call } from "../../send-message/reference-provider/behaviour.ts";
import { dataOf, type Entry, RECORDS } from "./entry.ts";
import { KEY_CLASSES } from "./key-classes.ts";
import { onCall, onEntry, type Trigger } from "./trigger.ts";

const UP_TO_25 = Array.from({ length: 24 }, (_, index) => index + 2);
const LENGTHS = [100, 255, 256, 500, 512, 1000, 1024, 2048, 4096, 8191];

/** Whoever creates a session is served well, so that what a read shows can be relied upon. */
export const always: Trigger = onCall(
  { name: "always", family: "always", description: "always" },
  ({ operation }) => operation !== "createSession" && operation !== "createContact",
);

const fromMessage = UP_TO_25.map((n) =>
  onCall(
    { name: `from-message-${n}`, family: "from-message", description: `from message ${n} of a session on` },
    (call) => call.nth >= n,
  ),
);

const everyMessages = UP_TO_25.map((n) =>
  onCall(
    {
      name: `every-${n}-messages`,
      family: "every-messages",
      description: `with every message of a session whose number ${n} divides`,
    },
    (call) => call.nth > 0 && call.nth % n === 0,
  ),
);

const senders = ["contact", "agent"].map((sender) =>
  onCall(
    { name: `by-${sender}`, family: "sender", description: `when the sender is ${sender}` },
    (call) => call.operation === "sendMessage" && call.body.sender === sender,
  ),
);

const otherData = [
  onCall(
    {
      name: "without-other-data",
      family: "other-data",
      description: "when the other custom_data is not sent along",
    },
    (call) => call.operation === "sendMessage" && !hasBoth(call),
  ),
  onCall(
    {
      name: "with-other-data",
      family: "other-data",
      description: "when the other custom_data is sent along",
    },
    (call) => call.operation === "sendMessage" && hasBoth(call),
  ),
];

const objectIn = (body: JsonObject, name: string) => (isObject(body[name]) ? body[name] : {});
const hasAttachment = (body: JsonObject, by: string) => {
  const { attachments } = objectIn(body, "message");
  return Array.isArray(attachments) && attachments.some((it) => isObject(it) && by in it);
};

/** Members beside custom data that make a provider take another way. */
const BESIDE: readonly (readonly [name: string, description: string, fits: (body: JsonObject) => boolean])[] =
  [
    ["take-over", "a take-over", (body) => body.should_take_over_session_from_ai === true],
    [
      "take-over-declined",
      "a take-over that is false",
      (body) => body.should_take_over_session_from_ai === false,
    ],
    ["agent", "an agent", (body) => isObject(body.agent)],
    ["attachments", "attachments", (body) => Array.isArray(objectIn(body, "message").attachments)],
    ["attachments-by-base64", "attachments by base64", (body) => hasAttachment(body, "base64")],
    ["picture", "a contact's picture", (body) => "avatar_url" in objectIn(body, "contact")],
    ["name", "a contact's name", (body) => "name" in objectIn(body, "contact")],
    ["email", "a contact's e-mail address", (body) => "email" in objectIn(body, "contact")],
    ["phone-number", "a contact's phone number", (body) => "phone_number" in objectIn(body, "contact")],
    [
      "long-text",
      "a text of more than 500 characters",
      (body) => String(objectIn(body, "message").text).length > 500,
    ],
  ];

const beside = BESIDE.map(([name, description, fits]) =>
  onCall(
    { name: `beside-${name}`, family: "beside", description: `when ${description} comes along` },
    ({ operation, body }) => operation === "sendMessage" && fits(body),
  ),
);

function hasBoth(call: Call): boolean {
  return RECORDS.every((record) => dataOf(call, record) !== undefined);
}

const keyCounts = [1, ...UP_TO_25].map((n) =>
  onEntry(
    {
      name: `over-${n}-keys`,
      family: "key-count",
      description: `when one custom_data has more than ${n} ${n === 1 ? "key" : "keys"}`,
    },
    ({ count }) => count > n,
  ),
);

const secondSession = onCall(
  {
    name: "second-session",
    family: "second-session",
    description: "in every session of a contact but its first",
  },
  ({ operation, session, store }) => {
    if (operation === "createSession" || session?.contact === undefined) return false;
    for (const other of store.sessions.values()) {
      if (other.contact === session.contact) return other !== session;
    }
    return false;
  },
);

const afterRejection: Trigger = {
  name: "after-rejection",
  family: "after-rejection",
  description: "once a request to the session was rejected with a 400",
  start(behaviour) {
    const rejected = new WeakSet<object>();
    return {
      when: ({ operation, session }) =>
        operation === "sendMessage" && session !== undefined && rejected.has(session),
      behaviour: {
        ...behaviour,
        async refused(call, refusal) {
          await behaviour.refused(call, refusal);
          if (refusal.status === 400 && call.session) rejected.add(call.session);
        },
      },
    };
  },
};

const keyClasses = KEY_CLASSES.map(({ name, description, fits, isOrdinary }) =>
  onEntry(
    {
      name: `${name}-keys`,
      family: isOrdinary ? "ordinary-key-class" : "key-class",
      description: `for keys ${description}`,
      ...(isOrdinary ? {} : { unusual: true as const }),
    },
    ({ key }) => fits(key),
  ),
);

const valueLengths = LENGTHS.map((length) =>
  onEntry(
    {
      name: `values-over-${length}`,
      family: "value-length",
      description: `for strings of more than ${length} characters`,
      ...(length < 200 ? {} : { unusual: true as const }),
    },
    ({ value }) => typeof value === "string" && value.length > length,
  ),
);

const keyPlaces = [
  onEntry(
    { name: "first-key", family: "key-place", description: "for the first key of a custom_data" },
    ({ index }) => index === 0,
  ),
  onEntry(
    { name: "last-key", family: "key-place", description: "for the last key of a custom_data" },
    ({ index, count }: Entry) => index === count - 1,
  ),
];

const knownKey = onEntry(
  {
    name: "known-keys",
    family: "known-key",
    description: "for keys that the record holds already",
    known: true,
  },
  ({ held }) => held !== undefined,
);

const newKey = onEntry(
  { name: "new-keys", family: "new-key", description: "for keys that the record does not hold yet" },
  ({ held }) => held === undefined,
);

/** Every trigger: bounded numbers, listed lengths and classes. */
export const triggers: readonly Trigger[] = [
  always,
  ...fromMessage,
  ...everyMessages,
  ...senders,
  ...otherData,
  ...beside,
  ...keyCounts,
  secondSession,
  afterRejection,
  ...keyClasses,
  ...valueLengths,
  ...keyPlaces,
  knownKey,
  newKey,
];
