import { type Exchange, jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { sessionInPath } from "../contract/operations.ts";
import { looksLikeAnAttack } from "./attack-like.ts";

/** Whether an answer looks like that of a gateway, 403 or 406 without JSON, to a request that looks like an attack. */
export function isGatewayRefusal({ request, response }: Exchange): boolean {
  if (response === undefined || ![403, 406].includes(response.status)) return false;
  if (jsonBody(response) !== undefined) return false;
  const body = jsonBody(request);
  const sent = body === undefined ? [request.body?.data ?? ""] : [...textsIn(body)];
  return [sessionInPath(request.path) ?? "", ...sent].some(looksLikeAnAttack);
}

/** Every key and every string of a value. */
function* textsIn(value: Json): Generator<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    yield* textsIn(inner);
  }
}
