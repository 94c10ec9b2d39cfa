import type { RecordKind } from "../../../evidence/step.ts";
import type { JsonObject } from "../../../json/json.ts";
import { BOTH } from "../../contract/records.ts";
import { phoneOf } from "../steps.ts";
import type { Level } from "./factor.ts";

/** What stands beside custom data in a send. */
export interface Along extends Level {
  /** The members that it adds; `person` is the e-mail address of the conversation's contact. */
  readonly members: (it: { readonly tag: string; readonly person: string }) => JsonObject;
  /** Records whose data of this send is judged: contact data may go elsewhere where the send names another contact. */
  readonly judged: readonly RecordKind[];
  /** It may link the session to another contact: nothing may follow it in its conversation. */
  readonly isLast?: true;
  /** It reaches people or paid assistants. */
  readonly reaches?: "take-over" | "agent" | "attachments";
}

const PICTURE = "https://example.com/avatar.png";
const NOTE = { name: "note.txt", mime_type: "text/plain" };

function along(
  name: string,
  reason: string,
  members: Along["members"] | JsonObject,
  more: Partial<Along> = {},
): Along {
  return {
    name,
    reason,
    members: typeof members === "function" ? members : () => members,
    judged: BOTH,
    ...more,
  };
}

/** Every member that the page documents beside sender, text and custom data, alone. */
export const ALONG: readonly Along[] = [
  along("nothing", "the plain case", {}),
  along("contact.name", "a contact that is saved anew loses its data", {
    contact: { name: "opencx-conformance" },
  }),
  along("contact.avatar_url", "another path through the contact", { contact: { avatar_url: PICTURE } }),
  along("contact.email, its own", "a contact that is looked up again", ({ person }) => ({
    contact: { email: person },
  })),
  along(
    "contact.email, another",
    "a session that moves to another contact",
    ({ tag }) => ({ contact: { email: `opencx-conformance-${tag}-other@example.com` } }),
    { judged: ["session"], isLast: true },
  ),
  along(
    "contact.phone_number",
    "a contact that is looked up by phone",
    ({ tag }) => ({ contact: { phone_number: phoneOf(tag) } }),
    { judged: ["session"], isLast: true },
  ),
  along(
    "agent",
    "an agent's identity saved over the contact's",
    { agent: { id: 123, name: "opencx-conformance agent", avatar_url: PICTURE } },
    { reaches: "agent" },
  ),
  along(
    "agent.name",
    "an agent without an id",
    { agent: { name: "opencx-conformance agent" } },
    { reaches: "agent" },
  ),
  along(
    "attachment by base64",
    "a body that takes another path",
    { message: { attachments: [{ ...NOTE, base64: "bm90ZQ==" }] } },
    { reaches: "attachments" },
  ),
  along(
    "attachments by URL",
    "a body that takes another path; a provider may refuse it",
    {
      message: {
        attachments: [
          { ...NOTE, url: "https://example.com/note.txt" },
          { ...NOTE, name: "more.txt", url: "https://example.com/more.txt" },
        ],
      },
    },
    { reaches: "attachments" },
  ),
  along(
    "take-over",
    "a session that is saved by two hands",
    { should_take_over_session_from_ai: true },
    { reaches: "take-over" },
  ),
  along("take-over declined", "false taken for absent, or for true", {
    should_take_over_session_from_ai: false,
  }),
];

/** Two objects in one, members of `contact` and `message` together. */
export function joined(a: JsonObject, b: JsonObject): JsonObject {
  const one = (name: string): JsonObject =>
    a[name] === undefined && b[name] === undefined
      ? {}
      : { [name]: { ...(a[name] as JsonObject), ...(b[name] as JsonObject) } };
  return { ...a, ...b, ...one("contact"), ...one("message") };
}
