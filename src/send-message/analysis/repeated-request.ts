import type { Case } from "../../evidence/case.ts";
import { acceptanceOf } from "./facts.ts";

/**
 * Whether a send (its index in the case) was refused after the same request was accepted: the same bytes, to the same
 * session, with the same key. Whether a repeated request is one message or two is left open.
 */
export function isRefusedRepeat({ exchanges }: Case, index: number): boolean {
  const refused = exchanges[index]!;
  if (acceptanceOf(refused) !== "refused") return false;
  return exchanges
    .slice(0, index)
    .some(
      (earlier) =>
        earlier.operation === refused.operation &&
        earlier.credential === refused.credential &&
        earlier.request.path === refused.request.path &&
        earlier.request.body?.data === refused.request.body?.data &&
        acceptanceOf(earlier) === "accepted",
    );
}
