import {
  type CreateContactStep,
  type CreateSessionStep,
  type ObserveStep,
  type SendStep,
  type StepBody,
  sessionRef,
} from "../evidence/step.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Json } from "../json/json.ts";
import { withData } from "../send-message/contract/records.ts";
import { messageText, plainSend, sessionOfContact } from "../send-message/scenarios/bodies.ts";
import type { RequestSpec } from "./conversation.ts";

/** Ids of sessions and contacts, by the names that the steps of a case give them. */
export type Ids = ReadonlyMap<string, string>;

/** The piece of the path by which a step means its session; a name that nothing was created by stands for itself. */
export function sessionPart(session: string, ids: Ids): string {
  const ref = sessionRef(session);
  if ("verbatim" in ref) return ref.verbatim;
  const id = (name: string) => ids.get(name) ?? name;
  return encodeURIComponent("like" in ref ? unlike(id(ref.like)) : id(ref.made));
}

/** An id that begins like this one, and that no counter comes to: its last third has each digit turned about. */
function unlike(id: string): string {
  const kept = Math.ceil((2 * id.length) / 3);
  const turned = id
    .slice(kept)
    .replace(/[0-9a-f]/gi, (digit) => (15 - Number.parseInt(digit, 16)).toString(16));
  return turned === id.slice(kept) ? `${id}x` : `${id.slice(0, kept)}${turned}`;
}

export function sessionRequest(step: CreateSessionStep, index: number, ids: Ids): RequestSpec {
  const contactId = step.contact === undefined ? undefined : ids.get(step.contact);
  return {
    operation: "createSession",
    body: encode({ json: contactId === undefined ? step.body : sessionOfContact(step.body, contactId) }),
    step: index,
    purpose: "step",
    ...(step.credential === undefined ? {} : { credential: step.credential }),
  };
}

export function contactRequest(step: CreateContactStep, index: number): RequestSpec {
  return { operation: "createContact", body: encode({ json: step.body }), step: index, purpose: "step" };
}

export function sendRequest(
  step: SendStep,
  index: number,
  ids: Ids,
  purpose: Exchange["purpose"] = "step",
): RequestSpec {
  return {
    operation: "sendMessage",
    session: sessionPart(step.session, ids),
    body: encode(step.body),
    step: index,
    purpose,
    ...(step.contentType === undefined ? {} : { contentType: step.contentType }),
    ...(step.credential === undefined ? {} : { credential: step.credential }),
  };
}

/** A plain send that the engine adds to a case of this tag; `number` counts them within the case, from 1. */
export function plainRequest(
  session: string,
  index: number,
  ids: Ids,
  it: { readonly tag: string; readonly number: number; readonly purpose: "marker" | "probe" },
  members: { readonly [member: string]: Json } = {},
): RequestSpec {
  const json = { ...plainSend(messageText(it.tag, `${it.purpose} ${it.number}`)), ...members };
  return sendRequest({ do: "send", session, body: { json } }, index, ids, it.purpose);
}

/** The members that put a fresh key into each of these records. */
export function markerMembers(
  records: ObserveStep["records"],
  tag: string,
  number: number,
): { readonly [member: string]: Json } {
  const data = { [`opencx_marker${number}`]: `shown ${number} ${tag}` };
  return withData({}, Object.fromEntries(records.map((record) => [record, data])));
}

function encode(body: StepBody): Uint8Array {
  if ("json" in body) return Buffer.from(JSON.stringify(body.json));
  return "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
}
