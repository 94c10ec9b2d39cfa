import { isObject, type Json } from "../../json/json.ts";
import { member } from "../analysis/facts.ts";
import { show } from "../rules/judge/words.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";

const MEMBERS = ["name", "url", "base64", "mime_type"];
/** Without groups that repeat: over many megabytes they run out of stack. */
const BASE64 = /^[A-Za-z0-9+/]*(={0,2})$/;

export const consumerAttachments = defineConsumerRule({
  id: "consumer/attachments",
  basis: "implied",
  title: "attachments are a list of objects of strings, each with its content or where to get it",
  quote:
    '"attachments": [ { "name": "<string>", "url": "<string>", "base64": "<string>", "mime_type": "<string>" } ]',
  otherwise: "it sent no attachments",
  judge: everySend(({ body }) => {
    const attachments = member(body, "message", "attachments");
    if (attachments === undefined || attachments === null) return undefined;
    if (!Array.isArray(attachments))
      return [{ expected: "a list at /message/attachments", got: show(attachments) }];
    return attachments.flatMap((attachment, index) => {
      const wrong = wrongIn(attachment);
      return wrong === undefined
        ? []
        : [{ expected: `${wrong} at /message/attachments/${index}`, got: show(attachment) }];
    });
  }),
});

function wrongIn(attachment: Json): string | undefined {
  if (!isObject(attachment)) return "an object";
  for (const name of MEMBERS) {
    const value = attachment[name];
    if (Object.hasOwn(attachment, name) && value !== null && typeof value !== "string")
      return `a string as ${name}`;
  }
  const { url, base64 } = attachment;
  if (!url && !base64) return "url or base64";
  if (typeof url === "string" && url !== "" && !URL.canParse(url)) return "a whole URL as url";
  // A data URL is a mistake of its own: what stands before its comma is no base64.
  if (typeof base64 === "string" && !isBase64(base64.replace(/\s/g, ""))) return "base64 as base64";
  return undefined;
}

function isBase64(text: string): boolean {
  const padding = BASE64.exec(text)?.[1]?.length;
  if (padding === undefined) return false;
  const rest = (text.length - padding) % 4;
  return rest === 0 ? padding === 0 : rest !== 1 && (padding === 0 || rest + padding === 4);
}
