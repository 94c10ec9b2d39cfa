import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { Message } from "../../../send-message/reference-provider/store.ts";
import { type Apply, CALLS, CONTEXTS, type Effect } from "../effect.ts";

type MessageEffect = readonly [name: string, description: string, apply: Apply];

const losses: readonly MessageEffect[] = [
  ["lost", "accepts messages and does not store them", storing(() => [])],
  [
    "that-begin-with-a-slash-lost",
    "takes messages that begin with a slash for commands",
    storing((it) => (it.text.startsWith("/") ? [] : [it])),
  ],
  [
    "that-begin-with-a-bang-lost",
    "takes messages that begin with an exclamation mark for commands",
    storing((it) => (it.text.startsWith("!") ? [] : [it])),
  ],
  [
    "that-are-quoted-lost",
    "drops messages that begin with a quotation",
    storing((it) => (it.text.startsWith(">") ? [] : [it])),
  ],
  ["doubled", "stores messages twice", storing((it) => [it, { ...it, id: crypto.randomUUID() }])],
  ["doubled-under-one-id", "stores messages twice under one id", storing((it) => [it, it])],
  [
    "of-one-text-lost",
    "keeps no message that begins like one before",
    (behaviour, when) => ({
      ...behaviour,
      storeMessage(call, session, message) {
        const start = message.text.slice(0, 20);
        const isKnown = session.messages.some(({ text }) => text.startsWith(start));
        if (!isKnown || !when(call)) return behaviour.storeMessage(call, session, message);
      },
    }),
  ],
];

type TextChange = readonly [name: string, description: string, change: (text: string) => string];

const texts: readonly TextChange[] = [
  ["emptied", "keeps messages without their texts", () => ""],
  ["lower-cased", "lower-cases the texts of messages", (text) => text.toLowerCase()],
  ["cut-at-50", "cuts the texts of messages at 50 characters", (text) => text.slice(0, 50)],
  ["collapsed", "makes one space of any white space in texts", (text) => text.replace(/\s+/g, " ")],
  ["cut-at-line-ends", "keeps the first line of a text", (text) => text.replace(/\n.*/s, "")],
  ["composed", "normalises texts to NFC", (text) => text.normalize("NFC")],
  [
    "without-emoji",
    "removes characters of four bytes from texts",
    (text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, ""),
  ],
  ["form-decoded", "percent-decodes texts", (text) => text.replace(/%41/g, "A")],
  ["backslashes-removed", "takes backslashes in texts for escapes", (text) => text.replace(/\\(.)/g, "$1")],
  [
    "with-links-shortened",
    "shortens links in texts",
    (text) => text.replace(/(https?:\/\/[^\s/?#]+)[^\s)]*/gi, "$1"),
  ],
  [
    "with-links-marked",
    "writes links in texts as Markdown",
    (text) => text.replace(/(?<!\()\b(https?:\/\/\S+|www\.\S+)/gi, "[$1]($1)"),
  ],
  ["without-markdown", "removes Markdown from texts", (text) => text.replace(/[*_`~]+/g, "")],
  [
    "with-links-unwrapped",
    "keeps the words of a Markdown link",
    (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"),
  ],
  [
    "without-headings",
    "removes the marks of headings and lists from texts",
    (text) => text.replace(/^(#+|[-*]|\d+\)) /gm, ""),
  ],
  ["with-mentions-marked", "marks mentions in texts", (text) => text.replace(/(^|\s)@(\w+)/g, "$1<@$2>")],
  [
    "with-emoticons-replaced",
    "writes emoji in the place of emoticons",
    (text) => text.replace(/[:;8]-?[)(D]/g, "\u{1f642}"),
  ],
  [
    "with-shortcodes-replaced",
    "writes emoji in the place of their names",
    (text) => text.replace(/:[a-z0-9_+-]+:/g, "\u{1f642}"),
  ],
  [
    "with-emoji-named",
    "writes the names of emoji in their place",
    (text) => text.replace(/\p{Emoji_Presentation}/gu, ":emoji:"),
  ],
  [
    "without-quoted-lines",
    "removes quoted lines from texts",
    (text) => text.replace(/^>.*$/gm, "").trim() || text,
  ],
  [
    "cut-at-quotations",
    "cuts the reply that a text quotes",
    (text) => text.replace(/\n\nOn [^\n]*wrote:.*/s, ""),
  ],
  ["cut-at-signatures", "cuts the signature of a text", (text) => text.replace(/\n-- \n.*/s, "")],
  [
    "without-sent-from",
    "removes what a phone adds to a text",
    (text) => text.replace(/\n+Sent from my [^\n]*/g, ""),
  ],
  [
    "without-commands",
    "swallows the command that a text begins with",
    (text) => text.replace(/^[/!]\w+\s*/, ""),
  ],
  [
    "with-addresses-masked",
    "masks e-mail addresses in texts",
    (text) => text.replace(/[\w.+-]+@[\w-]+\.\w+/g, "***"),
  ],
  ["with-numbers-masked", "masks phone numbers in texts", (text) => text.replace(/\b\d{3}-\d{4}\b/g, "***")],
  [
    "with-plain-quotes",
    "writes plain spaces in the place of others",
    (text) => text.replace(/[\u00a0\u2003]/g, " "),
  ],
  [
    "with-templates-expanded",
    "expands templates in texts",
    (text) => text.replace(/\$\{[^}]*\}|\{\{[^}]*\}\}/g, ""),
  ],
  ["ascii-only", "removes everything outside ASCII from texts", (text) => text.replace(/[^\p{ASCII}]/gu, "")],
  ["cut-at-500", "cuts the texts of messages at 500 characters", (text) => text.slice(0, 500)],
  ["signed", "adds a signature to texts", (text) => `${text}\n-- \nSent by OpenCX`],
];

type Identity = readonly [name: string, description: string, id: (call: Call) => string];

const identities: readonly Identity[] = [
  ["equal", "gives all messages one id", () => "00000000-0000-4000-8000-000000000001"],
  ["of-the-session", "gives messages the id of their session", ({ session }) => session?.id ?? ""],
  [
    "of-the-second",
    "makes the id of a message from the second",
    ({ now }) => String(Math.floor(now() / 1000)),
  ],
  ["of-the-millisecond", "makes the id of a message from the millisecond", ({ now }) => String(now())],
  ["of-the-size", "makes the id of a message from its size", ({ bytes }) => `message-of-${bytes}-bytes`],
  ["of-ten-only", "counts messages from 0 to 9 and begins anew", ({ nth }) => `message-${nth % 10}`],
];

/** Messages that are lost, doubled, changed, or not told apart. */
export const messageEffects: readonly Effect[] = [
  ...losses.map(([name, description, apply]) =>
    effect(`messages-${name}`, description, "in-history-once", apply),
  ),
  ...texts.map(([name, description, change]) =>
    effect(
      `message-texts-${name}`,
      description,
      "text-kept",
      storing((it) => [{ ...it, text: change(it.text) }]),
    ),
  ),
  ...identities.map(([name, description, id]) =>
    effect(`message-ids-${name}`, description, "own-id", (behaviour, when) => ({
      ...behaviour,
      newId: (call, kind) => (kind === "message" && when(call) ? id(call) : behaviour.newId(call, kind)),
    })),
  ),
];

function effect(name: string, description: string, rule: string, apply: Apply): Effect {
  return {
    name,
    description,
    rules: [`messages/${rule}`],
    triggers: name === "messages-lost" || name === "messages-doubled" ? CALLS : CONTEXTS,
    apply,
  };
}

/** Stores other messages in the place of one. */
function storing(stored: (message: Message) => readonly Message[]): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    async storeMessage(call, session, message) {
      if (!when(call)) return behaviour.storeMessage(call, session, message);
      for (const each of stored(message)) await behaviour.storeMessage(call, session, each);
    },
  });
}
