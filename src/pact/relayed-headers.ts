import type { IncomingMessage } from "node:http";
import type { Scope } from "../send-message/pact-states/scope.ts";

// The transport frames, decodes and addresses by itself.
const OWN_TO_CONNECTION = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
]);

/** Whether a header is meant for the other end, and not for the connection. */
export function isEndToEnd([name]: readonly [name: string, value: string]): boolean {
  return !OWN_TO_CONNECTION.has(name.toLowerCase());
}

/** The headers of a request of the verifier as the provider gets them, with the key that the scope asks for. */
export function requestHeaders(
  request: IncomingMessage,
  scope: Scope,
  authorization: string | undefined,
  hasBody: boolean,
): [string, string][] {
  const own = Object.entries(request.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  const kept = own.filter((header) => isEndToEnd(header) && header[0] !== "authorization");
  // Whatever key the consumer calls unknown is as unknown here.
  const theirs = scope.credential === "wrong" ? request.headers.authorization : undefined;
  const key = theirs ?? authorization;
  return [
    ...kept,
    ...(hasBody && request.headers["content-type"] === undefined
      ? [["content-type", "application/json"] as [string, string]]
      : []),
    ...(key === undefined ? [] : [["authorization", key] as [string, string]]),
  ];
}
