import type { RecordKind } from "../../evidence/step.ts";
import { isObject, type Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { show } from "../../judging/show.ts";
import { BOTH, dataIn, NESTED, RECORDS } from "../contract/records.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { every } from "./judge/every.ts";

const VALUES: Readonly<Record<RecordKind, { readonly are: string; readonly each: string }>> = {
  session: {
    are: "strings, numbers or booleans: neither arrays nor null",
    each: "a string, a number or a boolean",
  },
  contact: { are: "strings", each: "a string" },
};

/** What a message holds: the values of its two custom_data objects, and attachments. */
export const dataRules: readonly ConsumerRule[] = [
  ...BOTH.map(
    (record): ConsumerRule => ({
      id: `consumer/no-nested-${record}-data`,
      basis: "stated",
      title: `no value of ${record} data is an object`,
      quote: NESTED,
      notApplicable: `it sent no ${record} data`,
      judge: everyValue(record, isObject),
    }),
  ),
  ...BOTH.map(
    (record): ConsumerRule => ({
      id: `consumer/${record}-data-values`,
      basis: "stated",
      title: `the values of ${record} data are ${VALUES[record].are}`,
      quote: RECORDS[record].values,
      notApplicable: `it sent no ${record} data`,
      judge: everyValue(record, (value) => !RECORDS[record].types.includes(typeof value) && !isObject(value)),
    }),
  ),
  {
    id: "consumer/attachments",
    basis: "implied",
    title: "attachments are a list of objects of strings, each with its content or where to get it",
    quote:
      '"attachments": [ { "name": "<string>", "url": "<string>", "base64": "<string>", "mime_type": "<string>" } ]',
    notApplicable: "it sent no attachments",
    judge: every("sends", ({ body }) => {
      const attachments = member(body, "message", "attachments") ?? undefined;
      const place = "/message/attachments";
      if (attachments === undefined) return undefined;
      if (!Array.isArray(attachments)) return [{ expected: `a list at ${place}`, got: show(attachments) }];
      return attachments.flatMap((attachment, index) => {
        const wrong = wrongIn(attachment);
        return wrong === undefined
          ? []
          : [{ expected: `${wrong} at ${place}/${index}`, got: show(attachment) }];
      });
    }),
  },
];

/** Holds each value of one custom data object against what it must be. */
function everyValue(record: RecordKind, isWrong: (value: Json) => boolean) {
  const path = RECORDS[record].path.join(".");
  return every("sends", ({ body }) => {
    const data = dataIn(body, record);
    if (!isObject(data)) return undefined;
    return Object.entries(data)
      .filter(([, value]) => isWrong(value))
      .map(([key, value]) => ({
        expected: `${VALUES[record].each} as the value of ${path}.${key}`,
        got: show(value),
      }));
  });
}

const MEMBERS = ["name", "url", "base64", "mime_type"];

function wrongIn(attachment: Json): string | undefined {
  if (!isObject(attachment)) return "an object";
  const notText = MEMBERS.find((name) => {
    const value = member(attachment, name) ?? "";
    return typeof value !== "string";
  });
  if (notText !== undefined) return `a string as ${notText}`;
  const { url, base64 } = attachment;
  if (!url && !base64) return "url or base64";
  if (typeof url === "string" && url !== "" && !URL.canParse(url)) return "a whole URL as url";
  // A data URL is a mistake of its own: what stands before its comma is not base64.
  if (typeof base64 === "string" && !isBase64(base64.replace(/\s/g, "")))
    return "base64 alone, of the alphabet with + and /, as base64";
  return undefined;
}

function isBase64(text: string): boolean {
  try {
    atob(text);
    return true;
  } catch {
    return false;
  }
}
