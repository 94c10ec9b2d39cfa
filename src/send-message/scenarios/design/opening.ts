import type { SendStep, Step } from "../../../evidence/step.ts";
import type { JsonObject } from "../../../json/json.ts";
import { messageText, plainSend } from "../bodies.ts";
import { create, open, openAnother, personOf, SESSION, sessionData } from "../steps.ts";
import { ALONG, type Along, joined } from "./along.ts";

/**
 * Creates the session of a conversation with this data, by the kind of its person. Contact data goes to the first
 * session of the person.
 */
export function openingOf(
  kind: string,
  tag: string,
  session: JsonObject = {},
  contact: JsonObject = {},
): Step[] {
  const opened = open(tag, SESSION, { person: "ann", session, contact });
  const { contact: ann, custom_data } = opened.body as { [name: string]: JsonObject };
  switch (kind) {
    case "second session":
      return [
        create("first", { verified: true, contact: ann! }),
        openAnother(tag, SESSION, "ann", { custom_data: custom_data! }),
      ];
    case "no contact":
      return [create(SESSION, { custom_data: custom_data! })];
    case "not verified":
      return [{ ...opened, body: { ...opened.body, verified: false } }];
    default:
      return [opened];
  }
}

export type Speaker = (sender: string, text: string, members?: JsonObject) => SendStep;

/** Makes the sends of a case: each text ends in whose it is, and is the only one of the case. */
export function speaker(tag: string, session: string = SESSION): Speaker {
  let said = 0;
  return (sender, text, members = {}) => {
    said += 1;
    const plain = { sender, message: { type: "text", text: `${text} opencx-conformance ${tag} ${said}` } };
    return { do: "send", session, body: { json: joined(plain, members) } };
  };
}

/** The send after which the next one has this turn; none for the first. */
export function sendBefore(turn: string, said: Speaker): Step[] {
  switch (turn) {
    case "later":
      return [said("contact", "hello")];
    case "after a rejection":
      return [
        said("contact", "refused", sessionData({ opencx_nested: { a: "b" }, opencx_sibling: "refused" })),
      ];
    case "after a take-over":
      return [said("agent", "I take over", { should_take_over_session_from_ai: true })];
    case "after an agent's message":
      return [said("agent", "hello")];
    default:
      return [];
  }
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
  const along = members({ tag, person: personOf(tag, "ann").email });
  return { do: "send", session, body: { json: joined(joined(plain, along), data) } };
}
