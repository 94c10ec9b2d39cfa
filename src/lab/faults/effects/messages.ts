import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { Message } from "../../../send-message/reference-provider/store.ts";
import { type Apply, CALLS, CONTEXTS, type Effect } from "../effect.ts";

type MessageEffect = readonly [name: string, says: string, apply: Apply];

const losses: readonly MessageEffect[] = [
  ["lost", "accepts messages and does not store them", storing(() => [])],
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

type TextChange = readonly [name: string, says: string, change: (text: string) => string];

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
  ["signed", "adds a signature to texts", (text) => `${text}\n-- \nSent by OpenCX`],
];

type Identity = readonly [name: string, says: string, id: (call: Call) => string];

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
  ...losses.map(([name, says, apply]) => effect(`messages-${name}`, says, "in-history-once", apply)),
  ...texts.map(([name, says, change]) =>
    effect(
      `message-texts-${name}`,
      says,
      "text-kept",
      storing((it) => [{ ...it, text: change(it.text) }]),
    ),
  ),
  ...identities.map(([name, says, id]) =>
    effect(`message-ids-${name}`, says, "own-id", (behaviour, when) => ({
      ...behaviour,
      newId: (call, kind) => (kind === "message" && when(call) ? id(call) : behaviour.newId(call, kind)),
    })),
  ),
];

function effect(name: string, says: string, rule: string, apply: Apply): Effect {
  return {
    name,
    says,
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
