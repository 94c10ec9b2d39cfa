import type { JsonObject } from "../contract/words.ts";
import type { RecordKind, Step } from "../evidence/step.ts";
import { messageText } from "./bodies.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import { BOTH, bothData, dataFor, history, observe, open, send, settle } from "./steps.ts";

/** Members that may stand beside custom data, and the records that then take some of it. */
export interface Company {
  readonly what: string;
  readonly sender: "contact" | "agent";
  readonly members: (text: string) => JsonObject;
  /** Contact data goes along with nothing that may change who the contact is. */
  readonly records: readonly RecordKind[];
}

const PICTURE = "https://example.com/avatar.png";
const NOTE = { name: "note.txt", url: "https://example.com/note.txt", mime_type: "text/plain" };

/** Every member that the page documents beside custom data, in the order in which they are sent. */
export const COMPANIES: readonly Company[] = [
  company("a take-over that is declined", "contact", { should_take_over_session_from_ai: false }),
  company("an agent", "agent", { agent: { name: "opencx-conformance", avatar_url: PICTURE } }),
  company("an agent with an id", "agent", { agent: { id: 123, name: "opencx-conformance" } }),
  company("a contact's picture", "contact", { contact: { avatar_url: PICTURE } }),
  company("a contact's name", "contact", { contact: { name: "opencx-conformance" } }, ["session"]),
  company("empty session data", "contact", { custom_data: {} }, ["contact"]),
  company("empty contact data", "contact", { contact: { custom_data: {} } }, ["session"]),
  {
    ...company("attachments", "contact", {}),
    members: (text) => ({
      message: { type: "text", text, attachments: [NOTE, { ...NOTE, name: "more.txt" }] },
    }),
  },
  {
    ...company("a long text", "contact", {}),
    members: (text) => ({ message: { type: "text", text: `${text} ${"long ".repeat(150)}end` } }),
  },
  company("a take-over", "agent", { should_take_over_session_from_ai: true }),
  company("a take-over again", "agent", { should_take_over_session_from_ai: true }),
  company("nothing else, later", "contact", {}),
];

function company(
  what: string,
  sender: Company["sender"],
  members: JsonObject,
  records: Company["records"] = BOTH,
): Company {
  return { what, sender, members: () => members, records };
}

/** Members and custom data in one body: a contact's data goes into the contact that the members name. */
export function inCompany(members: JsonObject, data: JsonObject): JsonObject {
  const contact = { ...(members.contact as JsonObject), ...(data.contact as JsonObject) };
  return { ...members, ...data, ...(Object.keys(contact).length > 0 ? { contact } : {}) };
}

/** Custom data beside every other member: a provider may look at the one and forget the other. */
export const companies: Scenario = {
  id: "company",
  title:
    "writes custom data beside each other member that the page documents, one at a time, and nested objects likewise",
  cases: beyondQuick(2),
  steps: ({ tag, number }) => (number === 0 ? accepted(tag) : rejected(tag)),
};

function accepted(tag: string): Step[] {
  return [
    open(tag),
    send(tag, "alone", bothData({ [`${tag}alone`]: "session" }, { [`${tag}alone`]: "contact" })),
    observe(),
    ...COMPANIES.map(({ what, sender, members, records }, index) => {
      const data = (record: RecordKind) =>
        records.includes(record) ? dataFor(record, valuesBeside(record, `${tag}c${index}`, what)) : {};
      const body = inCompany(members(messageText(tag, `beside ${what}`)), {
        ...data("session"),
        ...data("contact"),
      });
      return send(tag, `beside ${what}`, body, { sender });
    }),
    settle(),
    history(),
  ];
}

/** A value of every type that the record takes, falsy ones among them. */
function valuesBeside(record: RecordKind, key: string, what: string): JsonObject {
  const texts = { [key]: `${record} beside ${what}`, [`${key}empty`]: "" };
  return record === "contact"
    ? texts
    : { ...texts, [`${key}zero`]: 0, [`${key}half`]: 0.5, [`${key}no`]: false };
}

/** A nested object in each record that takes data in this company, one a request. */
function rejected(tag: string): Step[] {
  return [
    open(tag),
    ...COMPANIES.flatMap(({ what, sender, members, records }, index) =>
      records.map((record) => {
        const title = `nested ${record} data beside ${what}`;
        const key = `${tag}${record}${index}`;
        const data = dataFor(record, { [`${key}sibling`]: `refused ${record} ${index}`, [key]: { a: "b" } });
        return send(tag, title, inCompany(members(messageText(tag, title)), data), { sender });
      }),
    ),
    settle(),
    history(),
  ];
}
