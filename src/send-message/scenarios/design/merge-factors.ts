import { ALONG } from "./along.ts";
import { type Design, type Level, levels, named, type Row } from "./factor.ts";
import { KEY_KINDS } from "./key-kinds.ts";
import { TEXT_KINDS } from "./text-kinds.ts";
import { BEFORE_KINDS, VALUE_KINDS } from "./value-kinds.ts";

export const SENDERS = levels(["contact", "most messages"], ["agent", "another path through many providers"]);

export const RECORDS = levels(
  ["session", "belongs to the conversation"],
  ["contact", "belongs to the person"],
);

export const PERSONS = levels(
  ["one session", "the plain case"],
  ["second session", "the contact has another session, which shows the same data"],
  ["no contact", "there is no record for contact data"],
  ["not verified", "contact data may go elsewhere"],
);

/** What happened in the session before, in the order in which a conversation makes it happen. */
export const TURNS: readonly Level[] = [
  { name: "first", reason: "a record that no send has written to", isCostly: true },
  ...levels(
    ["after a rejection", "what a refused request left half done, and a check that gives in"],
    ["later", "a record that has data, and a check of the first message only"],
    ["after an agent's message", "a session that another path has saved"],
    ["after a take-over", "a session in another state"],
  ),
];

/** Layer of the request: what a send is, whatever data it carries. */
export const requestFactors: Design<"sender" | "text" | "along" | "turn" | "person"> = {
  id: "merge, requests",
  factors: {
    sender: SENDERS,
    text: TEXT_KINDS,
    along: ALONG,
    turn: TURNS,
    person: PERSONS,
  },
  triples: [],
  exclusions: [
    {
      reason: "there is no contact whose address it could be",
      excludes: ({ person, along }) =>
        person === "no contact" && along !== undefined && along.startsWith("contact."),
    },
    {
      reason: "what may move the session to another contact ends its conversation, and cannot begin it",
      excludes: ({ along, turn }) =>
        turn === "first" && along !== undefined && named(ALONG, along).isLast === true,
    },
    {
      reason: "an agent belongs to a message of an agent",
      excludes: ({ sender, along }) =>
        sender === "contact" && (along === "agent" || along === "agent.name" || along === "take-over"),
    },
  ],
};

/** Layer of the key: what one entry of custom data lives through. */
export const entryFactors: Design<"record" | "role" | "key" | "value" | "before"> = {
  id: "merge, entries",
  factors: {
    // Where a pair may go to either record it goes to the contact: numbers and booleans fill the session.
    record: RECORDS.map((level) => (level.name === "session" ? { ...level, isCostly: true } : level)),
    role: levels(
      ["given at creation", "data that no send has written"],
      ["added", "the plain case"],
      ["updated", "a key that is found, and replaced"],
      ["updated again", "a key that is replaced twice, and back to its first value"],
      ["updated to a near-equal value", "a change that a comparison overlooks"],
      ["left unsent", "a key that many sends do not name"],
    ),
    key: KEY_KINDS,
    value: VALUE_KINDS,
    before: [
      ...levels(["none", "a new key"], ["near-equal", "the value with a small change"]),
      ...BEFORE_KINDS,
    ],
  },
  triples: [["record", "role", "key"]],
  exclusions: [
    {
      reason: "a contact's values are strings",
      excludes: ({ record, value, before }) =>
        record === "contact" &&
        ((value !== undefined && named(VALUE_KINDS, value).takenBy === "session") ||
          before === "a number" ||
          before === "a falsy value"),
    },
    {
      reason: "only an update has a value before",
      excludes: ({ role, before }) =>
        role !== undefined && before !== undefined && (before === "none") === role.startsWith("updated"),
    },
    {
      reason: "near-equal is a role of its own",
      excludes: ({ role, before }) =>
        role !== undefined &&
        before !== undefined &&
        (before === "near-equal") !== (role === "updated to a near-equal value"),
    },
    {
      reason: "a fixed value cannot replace itself",
      excludes: ({ value, before }) => value === "empty" && before === "an empty text",
    },
  ],
};

/** Whether data for the contact may stand in a send like this, and is judged. */
export function takesContactData(row: Pick<Row<"along" | "person">, "along" | "person">): boolean {
  return (
    (row.person === "one session" || row.person === "second session") &&
    named(ALONG, row.along).judged.includes("contact")
  );
}
