import type { Json, JsonObject } from "../json/json.ts";
import { sameValue } from "../json/same-value.ts";

/** Whether a request happened: `unknown` where it may or may not have. */
export type Acceptance = "accepted" | "refused" | "unknown";

/** One key in one request, and the record that it was meant for. */
export interface Write {
  /** What kind of record it is: two records of one kind are of different owners. */
  readonly kind: string;
  /** Names the record. */
  readonly record: string;
  /** Where the request came in; one record may be reached in several ways. */
  readonly through: string;
  readonly key: string;
  readonly value: Json;
  readonly acceptance: Acceptance;
  /** A read may show it as any text. */
  readonly asText: boolean;
  /** Another request that may write, and was released together with this one, was under way at the same time. */
  readonly sentTogether: boolean;
  /** Number of the request: all its writes happened, or none. */
  readonly exchange: number;
  readonly startedMs: number;
  readonly endedMs: number;
}

/** Whether data shows this write under its key. */
export function isIn(data: JsonObject, write: Write): boolean {
  return Object.hasOwn(data, write.key) && shows(write, data[write.key]);
}

/** Whether a read may show `got` for this write. */
export function shows(write: Write, got: Json | undefined): boolean {
  return write.asText ? typeof got === "string" : sameValue(write.value, got);
}
