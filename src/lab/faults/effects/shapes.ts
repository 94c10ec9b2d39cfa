import type { Json } from "../../../json/json.ts";
import type { SchemaError } from "../../../send-message/contract/contract.ts";
import { emptySession } from "../../../send-message/reference-provider/store.ts";
import { type Apply, CONTEXTS, type Effect, untriggered } from "../effect.ts";
import type { Family } from "../trigger.ts";

type Looseness = readonly [
  name: string,
  description: string,
  rule: string,
  overlooks: (problem: SchemaError) => boolean,
];

const at =
  (place: RegExp, ...keywords: readonly string[]) =>
  (problem: SchemaError) =>
    place.test(problem.place) && (keywords.length === 0 || keywords.includes(problem.keyword));
const required = (place: string) => (problem: SchemaError) =>
  problem.keyword === "required" && problem.place === place;
const notData = (problem: SchemaError) => !/\/custom_data\//.test(problem.place);

const loosenesses: readonly Looseness[] = [
  ["sender-optional", "does without a sender", "required", required("/sender")],
  ["message-optional", "does without a message", "required", required("/message")],
  ["any-sender-accepted", "takes any text for a sender", "enums", at(/^\/sender$/, "enum")],
  [
    "types-not-checked",
    "takes members of any type",
    "types",
    (problem) => notData(problem) && problem.keyword === "type",
  ],
  ["message-of-any-type", "takes a message that is not an object", "types", at(/^\/message$/, "type")],
  ["text-of-any-type", "takes a text that is not a string", "types", at(/^\/message\/text$/)],
  ["message-type-of-any-type", "takes a message type that is not a string", "types", at(/^\/message\/type$/)],
  ["contact-of-any-type", "takes a contact that is not an object", "types", at(/^\/contact$/)],
  [
    "contact-members-of-any-type",
    "takes members of contact that are not strings",
    "types",
    at(/^\/contact\/(name|phone_number|avatar_url)$/),
  ],
  ["session-data-of-any-type", "takes a custom_data that is not an object", "types", at(/^\/custom_data$/)],
  [
    "contact-data-of-any-type",
    "takes contact.custom_data that is not an object",
    "types",
    at(/^\/contact\/custom_data$/),
  ],
  ["agent-of-any-type", "takes an agent that is not an object", "types", at(/^\/agent$/)],
  ["agent-id-of-any-type", "takes an agent's id that is not a number", "types", at(/^\/agent\/id$/)],
  [
    "take-over-of-any-type",
    "takes anything for should_take_over_session_from_ai",
    "types",
    at(/^\/should_take_over_session_from_ai$/),
  ],
  ["attachments-of-any-type", "takes attachments of any shape", "types", at(/^\/message\/attachments/)],
  [
    "e-mails-not-checked",
    "takes any text for an e-mail address",
    "formats",
    at(/^\/contact\/email$/, "format"),
  ],
];

/** What a trigger would ask of the very member that is missing or wrong. */
const NEVER_WITH: ReadonlyMap<string, Family> = new Map([
  ["sender-optional", "sender"],
  ["any-sender-accepted", "sender"],
  ["contact-of-any-type", "other-data"],
  ["session-data-of-any-type", "other-data"],
  ["contact-data-of-any-type", "other-data"],
]);

/** Requests of a wrong shape that are let in. */
export const shapeEffects: readonly Effect[] = [
  ...loosenesses.map(
    ([name, description, rule, overlooks]): Effect => ({
      name,
      description,
      rules: [`request/${rule}`],
      triggers: CONTEXTS.filter((family) => family !== NEVER_WITH.get(name)),
      apply: (behaviour, when) => ({
        ...behaviour,
        async problems(call) {
          const problems = await behaviour.problems(call);
          return when(call) ? problems.filter((problem) => !overlooks(problem)) : problems;
        },
      }),
    }),
  ),
  {
    name: "sender-in-any-case-accepted",
    description: "takes a sender in any case",
    rules: ["request/enums"],
    triggers: [],
    apply: (behaviour, when) => ({
      ...behaviour,
      async problems(call) {
        const problems = await behaviour.problems(call);
        const isKnown = /^(contact|agent)$/i.test(String(call.body.sender));
        return isKnown && when(call)
          ? problems.filter((problem) => !at(/^\/sender$/, "enum")(problem))
          : problems;
      },
    }),
  },
  untriggered(
    "bodies-that-are-no-json-accepted",
    "takes a body that is not JSON for the text of a message",
    "request/json",
    reading((text) => ({ sender: "contact", message: { type: "text", text } })),
  ),
  untriggered(
    "single-quotes-accepted",
    "reads single quotes as double ones",
    "request/json",
    reading((text) => JSON.parse(text.replaceAll("'", '"')) as Json),
  ),
  untriggered(
    "empty-bodies-accepted",
    "takes an empty body for an empty message",
    "request/json",
    reading((text) => (text === "" ? { sender: "contact", message: {} } : (JSON.parse(text) as Json))),
  ),
  untriggered(
    "unknown-sessions-accepted",
    "answers a send to an unknown session as if there were one",
    "robustness/unknown-session-refused",
    inventing(false),
  ),
  untriggered(
    "unknown-sessions-created",
    "creates the session that a send names",
    "robustness/unknown-session-refused",
    inventing(true),
  ),
];

/** Reads the bodies of sends in a way of its own where they are no JSON. */
function reading(read: (text: string) => Json): Apply {
  return (behaviour) => ({
    ...behaviour,
    parse(call, bytes) {
      try {
        return behaviour.parse(call, bytes);
      } catch (error) {
        if (call.operation !== "sendMessage") throw error;
        return read(Buffer.from(bytes).toString("utf8"));
      }
    },
  });
}

function inventing(isKept: boolean): Apply {
  return (behaviour) => ({
    ...behaviour,
    async findSession(call, id) {
      const known = await behaviour.findSession(call, id);
      if (known || call.operation !== "sendMessage") return known;
      const session = emptySession(id, call.now());
      if (isKept) call.store.sessions.set(id, session);
      return session;
    },
  });
}
