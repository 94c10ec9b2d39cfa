import type { Json, JsonObject } from "../../contract/words.ts";
import type { SendStep, Step } from "../../evidence/step.ts";
import { objectOf } from "../bodies.ts";
import { openAnother, SESSION } from "../steps.ts";
import { joined } from "./along.ts";

type Entries = readonly (readonly [string, Json])[];

/** The e-mail address of a conversation's contact. */
export const addressOf = (tag: string) => `opencx-conformance-${tag}-ann@example.com`;

/**
 * Creates the session of a conversation. Both records begin with a control, by which a read is known to show them;
 * contact data goes to the first session of the person.
 */
export function openingOf(person: string, tag: string, session: Entries, contact: Entries): Step[] {
  const control = ["opencx_control", `control ${tag}`] as const;
  const custom_data = objectOf([control, ...session]);
  const ann: JsonObject = {
    email: addressOf(tag),
    name: "opencx-conformance",
    custom_data: objectOf([control, ...contact]),
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
