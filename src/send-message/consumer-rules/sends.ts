import { isSuccess } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { sameValue } from "../../json/same-value.ts";
import { decoded } from "../contract/operations.ts";
import type { ConsumerAnalysis, Send } from "./consumer-analysis.ts";

/** The session id that a send names, decoded; as sent where it cannot be decoded. */
export function sessionOf({ rawSession }: Send): string {
  return decoded(rawSession);
}

/** Whether two sends to one session have the same in this part of their bodies, members in any order. */
function isSame(a: Send, b: Send, part: (send: Send) => Json | undefined): boolean {
  if (a.rawSession !== b.rawSession) return false;
  const [one, other] = [part(a), part(b)];
  if (one !== undefined || other !== undefined) return sameValue(one, other);
  return a.request.body?.data === b.request.body?.data;
}

/** Whether two sends carry the same body to the same session. */
export function isSameBody(a: Send, b: Send): boolean {
  return isSame(a, b, ({ body }) => body);
}

/** Sends grouped by the message that they repeat, each group in order. */
export function tries(sends: readonly Send[]): Send[][] {
  const groups: Send[][] = [];
  for (const send of sends) {
    const group = groups.find(([first]) => isSame(first!, send, messageOf));
    if (group === undefined) groups.push([send]);
    else group.push(send);
  }
  return groups;
}

/** How often a program sends this message in one session when all is well, at least once: so many are no repetitions. */
export function usualCount(send: Send, analysis: ConsumerAnalysis): number {
  const message = messageOf(send);
  if (message === undefined) return 1;
  const counts = analysis.under("happy").flatMap(({ sends }) =>
    tries(sends)
      .filter(([first]) => sameValue(messageOf(first!), message))
      .map((group) => group.length),
  );
  return Math.max(1, ...counts);
}

function messageOf({ body }: Send): Json | undefined {
  return member(body, "message");
}

/** A word that holds a digit: an id, a time, a duration, a status. It is looked for from its beginning only, so that a long word without one takes no time. */
export const WORD_WITH_DIGIT = /(?<![\w.+-])[\w.+-]*\d[\w.+-]*(?::\d[\w.+-]*)*/g;

/** A message as text, without the words that may be others in each try, such as numbers, ids and times. */
export function gistOf(send: Send): string {
  const message = messageOf(send);
  const text = message === undefined ? send.request.body?.data : JSON.stringify(message);
  return text?.replace(WORD_WITH_DIGIT, "#") ?? "";
}

export function statusOf(send: Send): number | undefined {
  return send.response?.status;
}

/** Whether the API took this message. */
export function isAccepted(send: Send): boolean {
  return send.operation === "sendMessage" && isSuccess(statusOf(send));
}
