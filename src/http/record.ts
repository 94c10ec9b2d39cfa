import type { RecordedBody, RecordedHeaders } from "./exchange.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A body as it is kept: text where it is UTF-8, with secrets by name. An empty one is none. */
export function recordBody(
  bytes: Uint8Array | undefined,
  redact: (text: string) => string,
): RecordedBody | undefined {
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

export function recordHeaders(
  headers: readonly (readonly [string, string])[],
  redact: (text: string) => string,
): RecordedHeaders {
  return headers.map(([name, value]) => [name.toLowerCase(), redact(value)] as const);
}
