import type { SendStep, Step } from "../../../evidence/step.ts";
import type { Json, JsonObject } from "../../../json/json.ts";
import { messageText, objectOf, plainSend } from "../bodies.ts";
import { openAnother, SESSION } from "../steps.ts";
import { ALONG, type Along, joined } from "./along.ts";

type Entries = readonly (readonly [string, Json])[];

/** The e-mail address of a conversation's contact. */
export const addressOf = (tag: string) => `opencx-conformance-${tag}-ann@example.com`;

/**
 * Creates the session of a conversation. Both records begin with a control, by which a read is known to show them;
 * contact data goes to the first session of the person.
 */
export function openingOf(person: string, tag: string, session: Entries, contact: Entries): Step[] {
  const control = (record: string) => ["opencx_control", `${record} control ${tag}`] as const;
  const custom_data = objectOf([control("session"), ...session]);
  const ann: JsonObject = {
    email: addressOf(tag),
    name: "opencx-conformance",
    custom_data: objectOf([control("contact"), ...contact]),
  };
  const create = (as: string, body: JsonObject): Step => ({
    do: "create-session",
    as,
    body: { channel: { type: "api" }, ...body },
  });
  switch (person) {
    case "second session": {
      const { body } = openAnother(tag, SESSION, "ann");
      return [create("first", { verified: true, contact: ann }), create(SESSION, { ...body, custom_data })];
    }
    case "no contact":
      return [create(SESSION, { custom_data })];
    case "not verified":
      return [create(SESSION, { verified: false, contact: ann, custom_data })];
    default:
      return [create(SESSION, { verified: true, contact: ann, custom_data })];
  }
}

/** Makes the sends of a case: each text ends in whose it is, and is the only one of the case. */
export function speaker(tag: string, session: string = SESSION) {
  let said = 0;
  return (sender: string, text: string, members: JsonObject = {}): SendStep => {
    said += 1;
    const plain = { sender, message: { type: "text", text: `${text} opencx-conformance ${tag} ${said}` } };
    return { do: "send", session, body: { json: joined(plain, members) } };
  };
}

/** Members that stand beside custom data and leave the contact who it is. */
export const BESIDE: readonly Along[] = ALONG.filter(({ isLast }) => isLast !== true);

/** One send of data beside other members, by the sender that these belong to. */
export function sendBeside(
  { members, reaches }: Along,
  tag: string,
  what: string,
  data: JsonObject,
  { session = SESSION, sender = "contact" }: { session?: string; sender?: "contact" | "agent" } = {},
): SendStep {
  const plain = plainSend(
    messageText(tag, what),
    reaches === "agent" || reaches === "take-over" ? "agent" : sender,
  );
  const along = members({ tag, person: addressOf(tag) });
  return { do: "send", session, body: { json: joined(joined(plain, along), data) } };
}
