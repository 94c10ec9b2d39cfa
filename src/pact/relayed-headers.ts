import type { IncomingMessage } from "node:http";

type Header = [name: string, value: string];

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
export function isEndToEnd([name]: Readonly<Header>): boolean {
  return !OWN_TO_CONNECTION.has(name.toLowerCase());
}

/** The headers of a request of the verifier as the provider gets them, with this value for Authorization. */
export function requestHeaders(
  { headers }: IncomingMessage,
  authorization: string | undefined,
  hasBody: boolean,
): Header[] {
  const theirs = Object.entries(headers).map(([name, value]): Header => [name, String(value)]);
  const kept = theirs.filter((header) => isEndToEnd(header) && header[0] !== "authorization");
  if (hasBody && headers["content-type"] === undefined) kept.push(["content-type", "application/json"]);
  if (authorization !== undefined) kept.push(["authorization", authorization]);
  return kept;
}
