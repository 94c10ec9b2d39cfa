import type { Call } from "./behaviour.ts";
import { Refusal } from "./refusal.ts";

/**
 * Holds a call to its bearer token and the token's scopes.
 * @throws Refusal 401 for a missing or unknown token, 403 for one without the scope of the operation
 */
export function authorise(call: Call): void {
  const [, presented] = /^Bearer +(\S+)$/i.exec(call.request.headers.get("authorization") ?? "") ?? [];
  const token = presented === undefined ? undefined : call.tokens.get(presented);
  if (token === undefined) throw new Refusal(401, "Unauthorized", { "www-authenticate": "Bearer" });
  const scope = `chat-sessions:${call.request.method === "GET" ? "read" : "write"}`;
  if (token.scopes && !token.scopes.includes(scope)) throw new Refusal(403, "Forbidden resource");
}
