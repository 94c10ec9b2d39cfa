import { member } from "../../json/member.ts";
import { sameValue } from "../../json/same-value.ts";
import type { ConsumerAnalysis, Send } from "./consumer-analysis.ts";

/** The session id that a send names, decoded; as sent where it cannot be decoded. */
export function sessionOf({ rawSession }: Send): string {
  try {
    return decodeURIComponent(rawSession);
  } catch {
    return rawSession;
  }
}

/** Whether two sends are the same message to the same session: one is the other's repetition. */
function isRepetition(a: Send, b: Send): boolean {
  if (a.rawSession !== b.rawSession) return false;
  const [one, other] = [member(a.body, "message"), member(b.body, "message")];
  if (one !== undefined || other !== undefined) return sameValue(one, other);
  return a.request.body?.data === b.request.body?.data;
}

/** Whether two sends carry the same body, members in any order. */
export function isSameBody(a: Send, b: Send): boolean {
  if (a.rawSession !== b.rawSession) return false;
  if (a.body !== undefined && b.body !== undefined) return sameValue(a.body, b.body);
  return a.request.body?.data === b.request.body?.data;
}

/** Sends grouped by the message that they repeat, each group in order. */
export function tries(sends: readonly Send[]): Send[][] {
  const groups: Send[][] = [];
  for (const send of sends) {
    const group = groups.find(([first]) => isRepetition(first!, send));
    if (group === undefined) groups.push([send]);
    else group.push(send);
  }
  return groups;
}

/** How often a program sends this message in one session when all is well, at least once: so many are no repetitions. */
export function usualCount(send: Send, analysis: ConsumerAnalysis): number {
  const message = member(send.body, "message");
  if (message === undefined) return 1;
  const counts = analysis.under("happy").flatMap(({ sends }) =>
    tries(sends)
      .filter(([first]) => sameValue(member(first!.body, "message"), message))
      .map((group) => group.length),
  );
  return Math.max(1, ...counts);
}

export function statusOf(send: Send): number | undefined {
  return send.response?.status;
}

/** Whether the API took this message. */
export function isAccepted(send: Send): boolean {
  return send.operation === "sendMessage" && isSuccess(send);
}

/** Whether a send was answered 2xx, whatever the request was taken for. */
export function isSuccess(send: Send): boolean {
  return Math.floor((statusOf(send) ?? 0) / 100) === 2;
}
