import { isObject } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { Effect } from "../effect.ts";
import { dataOf, type Entry, RECORDS, type RecordKind } from "../entry.ts";
import { refusing, refusingEntries } from "../refusing.ts";

type Refused = readonly [name: string, what: string, rule: string, fits: (call: Call) => boolean];

const has =
  (name: string) =>
  ({ body }: Call) =>
    body[name] !== undefined;
const contactHas =
  (...names: readonly string[]) =>
  ({ body: { contact } }: Call) =>
    isObject(contact) && names.some((name) => contact[name] !== undefined);

const calls: readonly Refused[] = [
  [
    "messages-without-data",
    "a message without any custom_data",
    "request/message-accepted",
    (call) => RECORDS.every((record) => dataOf(call, record) === undefined),
  ],
  ["the-agent", "agent as sender", "request/senders-accepted", ({ body }) => body.sender === "agent"],
  ["contact-names", "the name of a contact", "request/contact-members-accepted", contactHas("name")],
  [
    "contact-pictures",
    "the picture of a contact",
    "request/contact-members-accepted",
    contactHas("avatar_url"),
  ],
  [
    "contact-e-mails",
    "the e-mail address of a contact",
    "request/contact-members-accepted",
    contactHas("email"),
  ],
  [
    "agents-without-id",
    "an agent without an id",
    "request/agent-accepted",
    ({ body: { agent } }) => isObject(agent) && agent.id === undefined,
  ],
  ["agents", "the member agent", "request/agent-accepted", has("agent")],
  [
    "take-over",
    "should_take_over_session_from_ai",
    "request/take-over-accepted",
    has("should_take_over_session_from_ai"),
  ],
  [
    "take-over-when-false",
    "should_take_over_session_from_ai when it is false",
    "request/take-over-accepted",
    ({ body }) => body.should_take_over_session_from_ai === false,
  ],
  [
    "both-data",
    "both custom_data in one request",
    "independence/both-accepted",
    (call) => RECORDS.every((record) => dataOf(call, record) !== undefined),
  ],
  [
    "plan-as-key",
    "the page's example, in which plan is a key",
    "request/example-accepted",
    (call) => Object.hasOwn(dataOf(call, "contact") ?? {}, "plan"),
  ],
  [
    "priority-as-key",
    "the page's example, in which priority is a key",
    "request/example-accepted",
    (call) => Object.hasOwn(dataOf(call, "session") ?? {}, "priority"),
  ],
];

type RefusedEntry = readonly [name: string, what: string, fits: (entry: Entry) => boolean];

const isString = ({ value }: Entry) => typeof value === "string";
const text = ({ value }: Entry) => (typeof value === "string" ? value : "");

const ordinaryStrings: readonly RefusedEntry[] = [
  ["empty-strings", "empty strings", (entry) => isString(entry) && text(entry) === ""],
  ["blank-strings", "blank strings", (entry) => isString(entry) && text(entry).trim() === ""],
  ["queries", "strings that look like a query", (entry) => /drop table/i.test(text(entry))],
  [
    "non-ascii-strings",
    "strings with characters outside ASCII",
    (entry) => /[^\p{ASCII}]/u.test(text(entry)),
  ],
  ["strings-over-100", "strings of more than 100 characters", (entry) => text(entry).length > 100],
];

const numbers: readonly RefusedEntry[] = [
  ["numbers", "numbers", ({ value }) => typeof value === "number"],
  [
    "fractions",
    "numbers with digits behind the point",
    ({ value }) => typeof value === "number" && !Number.isInteger(value),
  ],
  ["negative-numbers", "negative numbers", ({ value }) => typeof value === "number" && value < 0],
  ["zero", "the number 0", ({ value }) => value === 0],
];

const unusual: readonly RefusedEntry[] = [
  ["markup", "strings with markup", (entry) => /<\w+>/.test(text(entry))],
  [
    "astral-strings",
    "strings with characters of four bytes",
    (entry) => /[\u{10000}-\u{10ffff}]/u.test(text(entry)),
  ],
  ["control-characters", "strings with control characters", (entry) => /[\n\t]/.test(text(entry))],
];

/** Valid requests that are answered 400. */
export const refusedValidEffects: readonly Effect[] = [
  ...calls.map(
    ([name, what, rule, fits]): Effect => ({
      name: `refuses-${name}`,
      description: `refuses ${what}`,
      rules: [rule],
      triggers: [],
      apply: refusing(400, fits),
    }),
  ),
  ...numbers.map((refused) => refusal("session", "numbers-accepted", refused)),
  refusal("session", "unusual-accepted", [
    "large-numbers",
    "numbers beyond safe integers",
    ({ value }) => typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER,
  ]),
  refusal("session", "booleans-accepted", [
    "booleans",
    "booleans",
    ({ value }) => typeof value === "boolean",
  ]),
  ...RECORDS.flatMap((record): Effect[] => [
    ...ordinaryStrings.map((refused) => refusal(record, "strings-accepted", refused)),
    ...unusual.map((refused) => refusal(record, "unusual-accepted", refused)),
    {
      name: `refuses-empty-${record}-data`,
      description: `refuses an empty custom_data for the ${record}`,
      rules: [`${record}-data/empty-accepted`],
      triggers: [],
      apply: refusing(400, (call) => Object.keys(dataOf(call, record) ?? { key: 1 }).length === 0),
    },
  ]),
];

function refusal(record: RecordKind, rule: string, [name, what, fits]: RefusedEntry): Effect {
  return {
    name: `refuses-${name}-in-${record}-data`,
    description: `refuses ${what} in ${record} data`,
    rules: [`${record}-data/${rule}`],
    triggers: [],
    apply: refusingEntries(400, record, fits),
  };
}
