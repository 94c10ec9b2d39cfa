import { isObject, type Json } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../../send-message/reference-provider/refusal.ts";
import type { Apply, Effect } from "../effect.ts";
import { type Entry, RECORDS } from "../entry.ts";
import { refusing, refusingEntries } from "../refusing.ts";

type Crashing = readonly [name: string, what: string, fits: (entry: Entry) => boolean];

const entries: readonly Crashing[] = [
  ["dotted-keys", "keys with a dot", ({ key }) => key.includes(".")],
  ["dollar-keys", "keys that begin with a dollar sign", ({ key }) => key.startsWith("$")],
  ["empty-keys", "empty keys", ({ key }) => key === ""],
  ["proto", "the key __proto__", ({ key }) => key === "__proto__"],
  ["shadowing-keys", "keys that shadow what an object inherits", ({ key }) => key in Object.prototype],
  ["keys-over-64", "keys of more than 64 characters", ({ key }) => key.length > 64],
  ["keys-over-255", "keys of more than 255 characters", ({ key }) => key.length > 255],
  ["nul", "U+0000", ({ key, value }) => `${key}${text(value)}`.includes("\0")],
  ["unpaired-surrogates", "unpaired surrogates", ({ key, value }) => !`${key}${text(value)}`.isWellFormed()],
  [
    "astral-characters",
    "characters of four bytes",
    ({ value }) => /[\u{10000}-\u{10ffff}]/u.test(text(value)),
  ],
  ["single-quotes", "single quotes", ({ value }) => text(value).includes("'")],
  ["percent-signs", "percent signs that begin no code", ({ value }) => /%(?![0-9a-f]{2})/i.test(text(value))],
  ["control-characters", "control characters", ({ value }) => /\p{Cc}/u.test(text(value))],
  ["values-over-255", "strings of more than 255 characters", ({ value }) => text(value).length > 255],
  ["values-over-1024", "strings of more than 1024 characters", ({ value }) => text(value).length > 1024],
  ["values-over-4096", "strings of more than 4096 characters", ({ value }) => text(value).length > 4096],
  [
    "large-numbers",
    "numbers that are beyond 32 bits",
    ({ value }) => typeof value === "number" && Math.abs(value) >= 2 ** 31,
  ],
  ["objects-in-arrays", "objects in arrays", ({ value }) => Array.isArray(value) && value.some(isObject)],
  ["null", "null", ({ value }) => value === null],
];

type CrashingCall = readonly [name: string, what: string, fits: (call: Call) => boolean];

const calls: readonly CrashingCall[] = [
  ["bodies-that-are-no-objects", "a body that is not an object", ({ json }) => !isObject(json)],
  [
    "unknown-senders",
    "a sender that it does not know",
    ({ body }) => typeof body.sender === "string" && !/^(contact|agent)$/.test(body.sender),
  ],
  ["missing-senders", "a body without a sender", ({ body }) => body.sender === undefined],
  ["missing-messages", "a body without a message", ({ body }) => body.message === undefined],
  [
    "messages-that-are-no-objects",
    "a message that is not an object",
    ({ body }) => body.message !== undefined && !isObject(body.message),
  ],
  [
    "contacts-that-are-no-objects",
    "a contact that is a text or a list",
    ({ body: { contact } }) => typeof contact === "string" || Array.isArray(contact),
  ],
  ["messages-beyond-20", "every message of a session that has twenty", ({ nth }) => nth > 20],
  [
    "data-that-is-no-object",
    "a custom_data that is a text or a list",
    ({ body: { custom_data: data } }) => typeof data === "string" || Array.isArray(data),
  ],
];

/** Server errors, again and again, on requests that are odd or wrong. */
export const serverErrorEffects: readonly Effect[] = [
  ...calls.map(([name, what, fits]) => crashing(name, what, refusing(500, fits))),
  crashing("bodies-that-are-no-json", "a body that is not JSON", (behaviour) => ({
    ...behaviour,
    parse(call, bytes) {
      try {
        return behaviour.parse(call, bytes);
      } catch {
        throw new Refusal(500, "Internal server error");
      }
    },
  })),
  crashing(
    "unknown-sessions",
    "a session that it does not know",
    unknownSession(() => true),
  ),
  crashing(
    "malformed-session-ids",
    "a session id that is not a UUID",
    unknownSession((id) => !/^[0-9a-f-]{36}$/.test(id)),
  ),
  ...RECORDS.flatMap((record) =>
    entries.map(([name, what, fits]) =>
      crashing(`${name}-in-${record}-data`, `${what} in ${record} data`, refusingEntries(500, record, fits)),
    ),
  ),
];

function unknownSession(fits: (id: string) => boolean): Apply {
  return (behaviour) => ({
    ...behaviour,
    async findSession(call, id) {
      const session = await behaviour.findSession(call, id);
      if (session === undefined && call.operation === "sendMessage" && fits(id)) {
        throw new Refusal(500, "Internal server error");
      }
      return session;
    },
  });
}

function crashing(name: string, what: string, apply: Apply): Effect {
  return {
    name: `crashes-on-${name}`,
    description: `answers 500 to ${what}`,
    rules: ["robustness/no-server-error"],
    triggers: [],
    apply,
  };
}

function text(value: Json): string {
  return typeof value === "string" ? value : "";
}
