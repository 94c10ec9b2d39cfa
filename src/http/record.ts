import { withoutUndefined } from "../json/without-undefined.ts";
import type { RecordedBody, RecordedHeaders, RecordedRequest, RecordedResponse } from "./exchange.ts";
import type { WireAnswer, WireRequest } from "./transport.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Puts names in the place of secrets. */
type Redact = (text: string) => string;

const AS_IT_IS: Redact = (text) => text;

/** A request as it is kept, with secrets by name; our own is made with names in their place. */
export function recordRequest(
  { method, path, headers, body }: WireRequest,
  redact: Redact = AS_IT_IS,
): RecordedRequest {
  return withoutUndefined({
    method,
    path: redact(path),
    headers: recordHeaders(headers, redact),
    body: recordBody(body, redact),
  });
}

/** A response as it is kept, with secrets by name. */
export function recordResponse(
  { status, headers, body }: NonNullable<WireAnswer["response"]>,
  redact: Redact = AS_IT_IS,
): RecordedResponse {
  return withoutUndefined({
    status,
    headers: recordHeaders(headers, redact),
    body: recordBody(body, redact),
  });
}

/** A body as it is kept: text where it is UTF-8, with secrets by name. An empty one is none. */
export function recordBody(bytes: Uint8Array | undefined, redact: Redact): RecordedBody | undefined {
  if (bytes === undefined || bytes.byteLength === 0) return undefined;
  try {
    return { encoding: "utf8", data: redact(strict.decode(bytes)) };
  } catch {
    return {
      encoding: "base64",
      data: Buffer.from(redact(Buffer.from(bytes).toString("latin1")), "latin1").toString("base64"),
    };
  }
}

function recordHeaders(headers: WireRequest["headers"], redact: Redact): RecordedHeaders {
  return headers.map(([name, value]) => [name.toLowerCase(), redact(value)] as const);
}
