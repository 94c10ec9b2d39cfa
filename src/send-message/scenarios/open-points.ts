import type { Step } from "../../evidence/step.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { messageText, plainSend } from "./bodies.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  history,
  observe,
  open,
  SESSION,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** A send whose answer the page leaves open; `what` names the point, and the text of the message holds it. */
function point(tag: string, what: string, json: JsonObject): Step {
  return { do: "send", session: SESSION, body: { json: { ...plainSend(messageText(tag, what)), ...json } } };
}

const message = (tag: string, what: string, members: JsonObject): JsonObject => ({
  message: { type: "text", text: messageText(tag, what), ...members },
});

/** Everything that a provider may do as it likes, asked once. */
export const openRequests: Scenario = {
  id: "open-requests",
  title:
    "asks what the page leaves open: unknown members, null, odd messages, contact values that are not strings",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    point(tag, "unknown member of the body", { opencx_unknown: `x ${tag}` }),
    point(tag, "unknown member of message", message(tag, "unknown member of message", { unknown: "x" })),
    point(tag, "unknown member of contact", { contact: { unknown: "x" } }),
    point(tag, "null custom_data", { custom_data: null }),
    point(tag, "null contact", { contact: null }),
    point(tag, "null contact custom_data", { contact: { custom_data: null } }),
    point(tag, "null agent", { agent: null }),
    point(tag, "empty message", { message: {} }),
    point(tag, "empty text", { message: { type: "text", text: "" } }),
    point(tag, "message without type", { message: { text: messageText(tag, "message without type") } }),
    point(tag, "unknown message type", message(tag, "unknown message type", { type: "opencx-conformance" })),
    point(tag, "unknown agent", { sender: "agent", agent: { id: 999_999_999, name: "opencx-conformance" } }),
    point(tag, "number in contact data", contactData({ opencx_number: 5 })),
    point(tag, "boolean in contact data", contactData({ opencx_boolean: true })),
    point(tag, "zero in contact data", contactData({ opencx_zero: 0 })),
    point(tag, "large number in contact data", contactData({ opencx_large: 2 ** 53 })),
    point(tag, "false in contact data", contactData({ opencx_false: false })),
    observe(SESSION, ["contact"]),
    settle(),
    history(),
  ],
};

/** Bodies that are not quite JSON in UTF-8. */
export const openEncodings: Scenario = {
  id: "open-encodings",
  title:
    "asks what the page leaves open about bytes: media types, member names twice, invalid UTF-8, huge numbers",
  cases: beyondQuick(1),
  steps: ({ tag }) => {
    const text = (what: string, data: string): string =>
      `{"sender":"contact","message":{"type":"text","text":${JSON.stringify(messageText(tag, what))}},"custom_data":${data}}`;
    const plain = (what: string): { json: Json } => ({ json: plainSend(messageText(tag, what)) });
    return [
      open(tag),
      { do: "send", session: SESSION, body: plain("as text/plain"), contentType: "text/plain" },
      {
        do: "send",
        session: SESSION,
        body: plain("as merge-patch"),
        contentType: "application/merge-patch+json",
      },
      {
        do: "send",
        session: SESSION,
        body: plain("with a charset"),
        contentType: "application/json; charset=utf-8",
      },
      {
        do: "send",
        session: SESSION,
        body: { text: text("a name twice", `{"opencx_twice":"first","opencx_twice":"second"}`) },
      },
      {
        do: "send",
        session: SESSION,
        body: { text: text("a number beyond a double", `{"opencx_huge":1e400}`) },
      },
      {
        do: "send",
        session: SESSION,
        body: {
          base64: Buffer.from(text("invalid UTF-8", `{"opencx_bytes":"\u00ff"}`), "latin1").toString(
            "base64",
          ),
        },
      },
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
  cases: { quick: 0, standard: 1, thorough: 1 },
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
  title: "asks what contact data does in a session that is not verified, and in one without a contact",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    {
      do: "create-session",
      as: "unverified",
      body: {
        channel: { type: "api" },
        verified: false,
        contact: { email: `opencx-conformance-${tag}-unverified@example.com` },
      },
    },
    send(
      tag,
      "to an unverified session",
      bothData({ opencx_u: `session ${tag}` }, { opencx_u: `contact ${tag}` }),
      {
        session: "unverified",
      },
    ),
    settle("unverified", ["session"]),
    { do: "create-session", as: "alone", body: { channel: { type: "api" } } },
    send(
      tag,
      "to a session without contact",
      bothData({ opencx_a: `session ${tag}` }, { opencx_a: `contact ${tag}` }),
      { session: "alone" },
    ),
    settle("alone", ["session"]),
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
    ...TIDIED.map(
      ([what, text]): Step => ({
        do: "send",
        session: SESSION,
        body: { json: plainSend(text(messageText(tag, what))) },
      }),
    ),
    send(tag, "a card in both records", bothData({ opencx_card: CARD }, { opencx_card: CARD })),
    settle(),
    history(),
  ],
};
