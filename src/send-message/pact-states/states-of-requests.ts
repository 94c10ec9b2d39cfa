import type { Json, JsonObject } from "../../json/json.ts";
import { member, objectAt } from "../../json/member.ts";
import { dataIn } from "../contract/records.ts";
import type { StateNeed } from "./resolve-state.ts";

/** The state of a session that somebody else made. */
export const A_SESSION: StateNeed = { name: "a session exists", params: {} };

/** Whether a body of Create Session links the session to a contact. */
export function hasContact(body: Json | undefined): boolean {
  return member(body, "contact") !== undefined || member(body, "contact_id") !== undefined;
}

/** The states that hold after this request of Create Session. */
export function statesAfterCreation(body: Json | undefined): StateNeed[] {
  const [session, contact] = [dataIn(body, "session"), dataIn(body, "contact")];
  return [
    ...(hasContact(body) ? [{ name: "a contact exists", params: dataParam(contact) }] : []),
    { ...A_SESSION, params: dataParam(session) },
  ];
}

/** The state that holds after this body of a send was accepted. */
export function stateAfterSend(body: Json | undefined): StateNeed {
  const { sender } = objectAt(body);
  const text = member(body, "message", "text");
  const [session, contact] = [dataIn(body, "session"), dataIn(body, "contact")];
  return {
    name: "a message was sent",
    params: {
      ...(typeof sender === "string" ? { sender } : {}),
      ...(typeof text === "string" ? { text } : {}),
      ...(session === undefined ? {} : { custom_data: session }),
      ...(contact === undefined ? {} : { contact_custom_data: contact }),
    },
  };
}

function dataParam(data: Json | undefined): JsonObject {
  return Object.keys(objectAt(data)).length === 0 ? {} : { custom_data: data! };
}
