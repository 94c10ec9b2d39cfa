import { STATUS_CODES } from "node:http";
import type { Json } from "../../json/json.ts";

/** An answer before it is written out. `raw` goes out as it is, in place of the JSON of `body`. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

/** Thrown where a request is refused; becomes an answer of the documented error shape. */
export class Refusal extends Error {
  readonly status: number;
  readonly reasons: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reasons: string | readonly string[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super([reasons].flat().join("; "));
    this.status = status;
    this.reasons = [reasons].flat();
    this.headers = headers;
  }
}

/** The answer that a refusal becomes, in the documented error shape. */
export function refusedAnswer({ status, reasons, headers }: Refusal): Answer {
  const message = reasons.length === 1 ? reasons[0]! : [...reasons];
  return { status, headers, body: { statusCode: status, message, error: STATUS_CODES[status] ?? "Error" } };
}
