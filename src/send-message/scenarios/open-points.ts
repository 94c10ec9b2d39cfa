import type { Step } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { NUMBER_SPELLINGS } from "../corpus/corpus-numbers.ts";
import { messageText, plainSend } from "./bodies.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  create,
  history,
  keyInTurn,
  observe,
  open,
  personOf,
  SESSION,
  send,
  sendRaw,
  sessionData,
  settle,
  texts,
} from "./steps.ts";

const SMALL_FILE = { name: "note.txt", base64: "bm90ZQ==", mime_type: "text/plain" };

/** Sends whose answer the page leaves open, by the point that their text names. */
const POINTS: Readonly<Record<string, JsonObject>> = {
  "unknown member of the body": { opencx_unknown: "x" },
  "unknown member of contact": { contact: { unknown: "x" } },
  "null custom_data": { custom_data: null },
  "null contact": { contact: null },
  "null contact custom_data": { contact: { custom_data: null } },
  "null agent": { agent: null },
  "empty message": { message: {} },
  "empty text": { message: { type: "text", text: "" } },
  "no text, but an attachment": { message: { type: "text", attachments: [SMALL_FILE] } },
  "unknown agent": { sender: "agent", agent: { id: 999_999_999, name: "opencx-conformance" } },
  "number in contact data": contactData({ opencx_number: 5 }),
  "boolean in contact data": contactData({ opencx_boolean: true }),
  "zero in contact data": contactData({ opencx_zero: 0 }),
  "large number in contact data": contactData({ opencx_large: 2 ** 53 }),
  "false in contact data": contactData({ opencx_false: false }),
};

/** The same about members that stand in the message beside its text. */
const MESSAGES: Readonly<Record<string, JsonObject>> = {
  "unknown member of message": { type: "text", unknown: "x" },
  "message without type": {},
  "unknown message type": { type: "opencx-conformance" },
};

/** Everything that a provider may do as it likes, asked once. */
export const openRequests: Scenario = {
  id: "open-requests",
  title:
    "asks what the page leaves open: unknown members, null, odd messages, contact values that are not strings, the word bearer in lower case, the very same request twice",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...[
      ...Object.entries(POINTS),
      ...Object.entries(MESSAGES).map(([what, members]): [string, JsonObject] => [
        what,
        { message: { ...members, text: messageText(tag, what) } },
      ]),
    ].map(([what, members], index) =>
      // Session data beside each of them that names none: where the send is accepted, it is merged as with any other.
      send(tag, what, { ...sessionData({ [keyInTurn(index)]: `beside ${index} ${tag}` }), ...members }),
    ),
    send(tag, "bearer in lower case", {}, { credential: "lower-case-scheme" }),
    ...["said twice", "said twice"].map((text) => send(tag, text)),
    observe(SESSION, ["contact"]),
    settle(),
    history(),
  ],
};

/** Bodies that are not quite JSON in UTF-8. */
export const openEncodings: Scenario = {
  id: "open-encodings",
  title:
    "asks what the page leaves open about bytes: media types, member names twice, invalid UTF-8, huge numbers; and writes numbers in spellings that JSON.stringify never writes",
  cases: beyondQuick(1),
  steps: ({ tag }) => {
    const text = (what: string, data: string): string =>
      `{"sender":"contact","message":{"type":"text","text":"${messageText(tag, what)}"},"custom_data":${data}}`;
    const typed = (what: string, contentType: string) =>
      sendRaw({ json: plainSend(messageText(tag, what)) }, contentType);
    const spellings = NUMBER_SPELLINGS.map(([number], index) => `"opencx_k${index}":${number}`);
    const latin = Buffer.from(text("invalid UTF-8", `{"opencx_bytes":"\u00ff"}`), "latin1");
    return [
      open(tag),
      typed("as text/plain", "text/plain"),
      typed("as merge-patch", "application/merge-patch+json"),
      typed("with a charset", "application/json; charset=utf-8"),
      sendRaw({ text: text("a name twice", `{"opencx_twice":"first","opencx_twice":"second"}`) }),
      sendRaw({ text: text("a number beyond a double", `{"opencx_huge":1e400}`) }),
      sendRaw({ base64: latin.toString("base64") }),
      sendRaw({ text: text("spellings", `{${spellings.join(",")}}`) }),
      settle(SESSION, ["session"]),
      history(),
    ];
  },
};

/** Sizes at which a provider may begin to refuse, in characters of one value. */
export const OPEN_SIZES: readonly number[] = [10_000, 100_000, 1_000_000];

/** Text of so many characters, whose bytes lie differently about every bound of a buffer. */
function long(size: number): string {
  return "vv\u20ac".repeat(Math.ceil(size / 3)).slice(0, size);
}

export const openSizes: Scenario = {
  id: "open-sizes",
  title: "asks how large a value, and how long a message, may be",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...OPEN_SIZES.map((size) =>
      send(tag, `value of ${size}`, sessionData({ [`opencx_size${size}`]: long(size) })),
    ),
    settle(SESSION, ["session"]),
    send(tag, `text of 2000 ${long(2_000)} end`, {}, { sender: "agent" }),
    send(tag, `text of 10000 ${long(10_000)} end`),
    history(),
  ],
};

/** What is sent about a contact whom the session does not vouch for. */
export const openContacts: Scenario = {
  id: "open-contacts",
  title:
    "asks what contact data does in a session that is not verified, and in one without a contact, and sends nested objects there",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    create("unverified", { verified: false, contact: { email: personOf(tag, "unverified").email } }),
    create("alone"),
    ...["unverified", "alone"].flatMap((session): Step[] => [
      send(tag, `to the session ${session}`, texts(tag, session), { session }),
      send(tag, `nested, to the session ${session}`, contactData({ opencx_nested: { a: tag } }), { session }),
      settle(session, ["session"]),
    ]),
  ],
};

/** Texts that a provider may tidy up, by what it then does. */
export const TIDIED: readonly (readonly [what: string, text: (own: string) => string])[] = [
  ["outer white space is trimmed", (own) => `  ${own}  `],
  ["CRLF becomes LF", (own) => `one\r\n${own}`],
  ["HTML is sanitised", (own) => `<b>${own}</b> & <script>x</script>`],
  ["card numbers are masked", (own) => `4111 1111 1111 1111 ${own}`],
];
/** A card's number, as it is used in tests all over the world. */
export const CARD = "4111 1111 1111 1111";

/** What becomes of texts and values that a provider may tidy up or mask. */
export const openTexts: Scenario = {
  id: "open-texts",
  title: "asks what becomes of white space around a text, of line ends, of HTML, and of card numbers",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...TIDIED.map(([what, text]) => sendRaw({ json: plainSend(text(messageText(tag, what))) })),
    send(tag, "a card in both records", bothData({ opencx_card: CARD }, { opencx_card: CARD })),
    settle(),
    history(),
  ],
};
