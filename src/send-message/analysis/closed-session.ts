import type { Case } from "../../evidence/case.ts";
import { member } from "../../json/member.ts";
import { sessionInPath } from "../contract/operations.ts";
import { acceptanceOf, type Facts } from "./facts.ts";

/**
 * Whether a send (its index in the case) was refused by a session that Get Session shows as closed. Between that read
 * and the send nothing was accepted that may have closed the session, or opened it again.
 */
export function isRefusedByClosed({ exchanges }: Case, index: number, { reads, sends }: Facts): boolean {
  const refused = exchanges[index]!;
  if (acceptanceOf(refused) !== "refused") return false;
  const session = sessionInPath(refused.request.path);
  const accepted = sends.filter((send) => send.session === session && send.acceptance === "accepted");
  return reads.some((read) => {
    const status = member(read.body, "status");
    if (read.session !== session || typeof status !== "string" || !status.startsWith("closed")) return false;
    const [from, to] = [Math.min(read.exchange, index), Math.max(read.exchange, index)];
    return !accepted.some(({ exchange }) => exchange > from && exchange < to);
  });
}
