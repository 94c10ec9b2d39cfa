import type { Case } from "../../evidence/case.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { sessionInPath } from "../contract/operations.ts";
import { acceptanceOf, type Facts } from "./facts.ts";

/** Whether Get Session shows a session that is closed, and so may refuse messages. */
export function isClosed(session: Json | undefined): boolean {
  const status = member(session, "status");
  return typeof status === "string" && status.startsWith("closed");
}

/**
 * Whether a send (its index in the case) was refused by a session that Get Session shows as closed, nothing having been
 * accepted between the read and the send that may have closed it, or opened it again. Where no such read is there, by a
 * session that was taken over from the AI: that may have closed it, unless it took another message since.
 */
export function isRefusedByClosed({ exchanges }: Case, index: number, { reads, sends }: Facts): boolean {
  const refused = exchanges[index]!;
  if (acceptanceOf(refused) !== "refused") return false;
  const session = sessionInPath(refused.request.path);
  const accepted = sends.filter((send) => send.session === session && send.acceptance === "accepted");
  const shown = reads.flatMap((read) => {
    const [from, to] = [Math.min(read.exchange, index), Math.max(read.exchange, index)];
    const isCurrent = !accepted.some(({ exchange }) => exchange > from && exchange < to);
    return read.session === session && typeof read.body.status === "string" && isCurrent ? [read.body] : [];
  });
  if (shown.length > 0) return shown.some(isClosed);
  const isBefore = (one: number, other: number) => exchanges[one]!.endedMs <= exchanges[other]!.startedMs;
  return accepted.some(
    ({ exchange: taken, body }) =>
      member(body, "should_take_over_session_from_ai") === true &&
      !isBefore(index, taken) &&
      !accepted.some(({ exchange }) => isBefore(taken, exchange) && isBefore(exchange, index)),
  );
}
