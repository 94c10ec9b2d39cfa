import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import type { Attachment, Message } from "./store.ts";

/** The message of a send, as it is stored. */
export function sentMessage(call: Call): Message {
  const message = isObject(call.body.message) ? call.body.message : {};
  const name = senderName(call);
  return {
    id: call.behaviour.newId(call, "message"),
    createdAt: call.now(),
    sender: text(call.body.sender),
    ...(name === undefined ? {} : { senderName: name }),
    type: text(message.type, "text"),
    text: text(message.text),
    attachments: Array.isArray(message.attachments)
      ? message.attachments.filter(isObject).map(attachment)
      : [],
  };
}

function senderName({ body, session }: Call): string | undefined {
  if (body.sender !== "agent") return session?.contact?.name;
  return isObject(body.agent) && typeof body.agent.name === "string" ? body.agent.name : undefined;
}

function attachment(sent: JsonObject): Attachment {
  return {
    id: crypto.randomUUID(),
    name: text(sent.name),
    size: Buffer.byteLength(text(sent.base64), "base64"),
    type: text(sent.mime_type),
    url: text(sent.url),
  };
}

function text(value: Json | undefined, otherwise = ""): string {
  return typeof value === "string" ? value : otherwise;
}
