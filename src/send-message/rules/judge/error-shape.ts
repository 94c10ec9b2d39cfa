import type { Exchange } from "../../../http/exchange.ts";
import type { Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import type { Violation } from "../../../judging/judgement.ts";
import { saysJson } from "./responses.ts";
import { show } from "./words.ts";

/** Says where an error body differs from `{ statusCode, message, error }`; the message may be a list of strings. */
export function errorShape(
  body: Json | undefined,
  exchange: Exchange,
): Omit<Violation, "exchanges"> | undefined {
  const expected =
    "JSON with statusCode (a number), message (a string or a list of strings) and error (a string)";
  if (body === undefined || !saysJson(exchange)) {
    return {
      expected,
      got: exchange.response?.body === undefined ? "no body" : "a body that is not JSON, or does not say so",
    };
  }
  const message = member(body, "message");
  const isMessage =
    typeof message === "string" ||
    (Array.isArray(message) && message.every((part) => typeof part === "string"));
  const isError =
    typeof member(body, "statusCode") === "number" && isMessage && typeof member(body, "error") === "string";
  return isError ? undefined : { expected, got: show(body) };
}
