import type { Case } from "../evidence/case.ts";
import { isServerError, isSuccess, jsonBody } from "../http/exchange.ts";
import { isOperationId, type OperationId } from "../send-message/contract/operations.ts";
import { lostBy } from "./lost-rules.ts";
import type { RuleResult } from "./run-result.ts";

/** What the operations beside the send are called, and what to do where one of them refuses. */
const BESIDE: { readonly [K in OperationId]?: readonly [name: string, remedy: string] } = {
  createSession: ["Create Session", "see why in the provider's log, or name a session with --session ID"],
  getSession: ["Get Session", "see why in the provider's log, and check that the key may read sessions"],
  listHistory: ["List history", "if the provider lacks it, add --without history"],
};

/** The operation beside the send that a case could not do without, how it was answered, and what to do about it. */
export function whatFailed({ exchanges }: Pick<Case, "exchanges">): string | undefined {
  for (const { operation, credential, request, response } of exchanges) {
    const [name, remedy] = isOperationId(operation) ? (BESIDE[operation] ?? []) : [];
    if (name === undefined || credential !== "valid" || response === undefined || isSuccess(response.status))
      continue;
    const members = Object.keys(jsonBody(request) ?? {}).join(", ");
    return `${name}${members && ` with ${members}`} is answered ${response.status}; ${isServerError(response.status) ? "see why in the provider's log" : remedy}`;
  }
  return undefined;
}

const NEEDS_SESSIONS =
  "it needs sessions that the suite creates, and --session names one for all; if the provider lacks Create Session, add --without create-session";

/** The results of a run in one session that was given; a rule that could judge nothing in it says so, and what to do. */
export function advisedOnSession(results: readonly RuleResult[]): RuleResult[] {
  return results.map((each) =>
    each.outcome === "inconclusive" &&
    each.checked === 0 &&
    lostBy(each.rule.id, ["create-session"]).length > 0
      ? { ...each, reason: NEEDS_SESSIONS }
      : each,
  );
}
