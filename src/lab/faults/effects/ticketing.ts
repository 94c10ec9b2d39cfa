import { isObject, type Json, type JsonObject } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { Session } from "../../../send-message/reference-provider/store.ts";
import { type Apply, CALLS, type Effect } from "../effect.ts";

/** What is reported beside the message: of the data of this send, or of the whole session. */
type Report = readonly [name: string, description: string, reported: (data: JsonObject) => JsonObject];

const words = (data: JsonObject) => Object.entries(data).map(([key, value]) => `${key}: ${String(value)}`);

const reports: readonly Report[] = [
  ["as-it-is", "session data", (data) => ({ custom_data: data })],
  [
    "renamed",
    "session data with other names for its keys",
    (data) => ({
      attributes: Object.fromEntries(
        Object.entries(data).map(([key, value]) => [`cx_${key.replace(/\W/g, "_")}`, value]),
      ),
    }),
  ],
  [
    "as-fields",
    "session data as a list of fields",
    (data) => ({ fields: Object.entries(data).map(([name, value]) => ({ name, value })) }),
  ],
  ["in-a-note", "session data in a note", (data) => ({ note: `Customer said:\n${words(data).join("\n")}` })],
  ["as-values", "the values of session data", (data) => ({ tags: Object.values(data).map(String) })],
  ["as-keys", "the keys of session data", (data) => ({ attribute_names: Object.keys(data) })],
  ["upper-cased", "session data in upper case", (data) => ({ note: words(data).join(" ").toUpperCase() })],
  ["as-json-text", "session data as JSON text", (data) => ({ metadata: JSON.stringify(data) })],
  [
    "in-base64",
    "session data in base64",
    (data) => ({ metadata: Buffer.from(JSON.stringify(data)).toString("base64") }),
  ],
  [
    "percent-encoded",
    "session data as a query",
    (data) => ({
      link: `https://example.com/?${new URLSearchParams(Object.entries(data).map(([key, value]) => [key, String(value)] as [string, string]))}`,
    }),
  ],
  [
    "by-strings",
    "the strings of session data",
    (data) => ({ notes: Object.values(data).filter((value) => typeof value === "string") }),
  ],
];

/** Session data that is reported to the external ticketing system. */
export const ticketingEffects: readonly Effect[] = [
  ...reports.map(([name, content, reported]) =>
    effect(
      `ticket-with-session-data-${name}`,
      content,
      sending((call) => reported(call.behaviour.sentSessionData(call))),
    ),
  ),
  effect(
    "ticket-with-the-whole-session",
    "all that the session holds",
    sending((_call, session) => ({ session: Object.fromEntries(session.data.data) })),
  ),
];

function effect(name: string, content: string, apply: Apply): Effect {
  return {
    name,
    description: `tells the ticketing system ${content}`,
    rules: ["ticketing/session-data-not-synced"],
    triggers: name.endsWith("as-it-is") ? CALLS : ["sender", "other-data"],
    apply,
  };
}

function sending(more: (call: Call, session: Session) => JsonObject): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    ticket(call, session, message): Json | undefined {
      const ticket = behaviour.ticket(call, session, message);
      return when(call) && isObject(ticket) ? { ...ticket, ...more(call, session) } : ticket;
    },
  });
}
