import type { Json, JsonObject } from "../../json/json.ts";
import type { Basis } from "../../judging/outcome.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { withData } from "../../send-message/contract/records.ts";
import type { StateNeed } from "../../send-message/pact-states/resolve-state.ts";
import type { UnnamedInteraction, WrittenInteraction } from "./pact-text.ts";

type Promised = WrittenInteraction["response"];

/** The answer to an accepted message. */
const ACCEPTED: Promised = {
  status: "success",
  body: { success: true, data: { message: { id: "message-id" } } },
  rules: { "$.success": { match: "type" }, "$.data.message.id": { match: "type" } },
};

/** A refusal whose status is left open, and with it the body. */
export const REFUSED: Promised = { status: "clientError" };

/** A refusal with a status that is promised, and the documented error shape. */
export function refusedWith(status: 400 | 401 | 403): Promised {
  const error = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden" }[status];
  return {
    status,
    body: { statusCode: status, message: error, error },
    rules: { "$.message": { match: "notEmpty" }, "$.error": { match: "type" } },
  };
}

/** What the contract promises to a body that is sent with a valid key to a session that exists; `undefined` where it is left open. */
export function promisedTo(body: Json): Promised | undefined {
  const errors = pageContract.requestErrors("sendMessage", body);
  if (errors.length === 0) return ACCEPTED;
  const has = (basis: Basis, keyword?: string) =>
    errors.some((error) => error.basis === basis && (keyword === undefined || error.keyword === keyword));
  if (has("stated", "type")) return refusedWith(400);
  return has("stated") || has("implied") ? REFUSED : undefined;
}

/** A look at the session in these states: it shows this custom data. */
export function readAfter(
  states: readonly StateNeed[],
  data: { readonly session: JsonObject; readonly contact: JsonObject },
): UnnamedInteraction {
  const shown = Object.entries(data).filter(([, entries]) => Object.keys(entries).length > 0);
  return {
    states,
    request: { operation: "getSession", authorized: true },
    response: { status: "success", body: withData({}, Object.fromEntries(shown)) },
  };
}
