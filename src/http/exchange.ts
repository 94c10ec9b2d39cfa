import { hasDuplicateNames } from "../json/duplicate-names.ts";
import { type Json, jsonOf } from "../json/json.ts";
import type { Credential } from "./credentials.ts";

/** A recorded body: its text where it is UTF-8, else base64. Secrets stand in it by name only. */
export interface RecordedBody {
  readonly encoding: "utf8" | "base64";
  readonly data: string;
}

/** Header names are lower case; the order is that of the wire. */
export type RecordedHeaders = readonly (readonly [name: string, value: string])[];

export interface RecordedRequest {
  readonly method: string;
  /** Path and query as sent, behind the base URL. */
  readonly path: string;
  readonly headers: RecordedHeaders;
  readonly body?: RecordedBody;
}

export interface RecordedResponse {
  /**
   * @asType integer
   * @minimum 100
   * @maximum 999
   */
  readonly status: number;
  readonly headers: RecordedHeaders;
  /** Decoded, where a content encoding was named. */
  readonly body?: RecordedBody;
}

/** Why there is no whole response. After `refused` the request was never delivered; after the others it may have been. */
export interface ExchangeError {
  readonly kind: "timeout" | "reset" | "refused" | "too-large" | "protocol";
  readonly message: string;
}

/** One request and what came of it, with its times in milliseconds on the one monotonic clock of the run. */
export interface Exchange {
  /**
   * Index of the step of the case that it belongs to; -1 if it belongs to none, as in a recording made elsewhere.
   * @asType integer
   * @minimum -1
   */
  readonly step: number;
  /**
   * Why it was sent: by a step of the scenario, or by the engine on the way of carrying it out. A `part` holds some of
   * the entries of a send that was refused, and tells which of them is to blame.
   */
  readonly purpose: "step" | "marker" | "poll" | "retry" | "probe" | "part" | "again" | "alone";
  /**
   * Absent where the request addresses no operation of the document.
   * @pattern ^[a-zA-Z]{1,40}$
   */
  readonly operation?: string;
  readonly credential: Credential;
  readonly request: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly error?: ExchangeError;
  readonly startedMs: number;
  readonly endedMs: number;
}

interface ParsedBody {
  readonly value: Json | undefined;
  namesMemberTwice?: boolean;
}

/** Every rule and every look asks for the same bodies again: each is parsed once. */
const parsed = new WeakMap<RecordedBody, ParsedBody>();

/** The parsed JSON body of a request or response, not to be changed; `undefined` if it has none, or none that is JSON. */
export function jsonBody(message: { readonly body?: RecordedBody } | undefined): Json | undefined {
  return parsedBody(message?.body)?.value;
}

/** Whether a JSON body names a member of an object twice: its parsed value lacks one of the two. */
export function namesMemberTwice({ body }: { readonly body?: RecordedBody }): boolean {
  const known = parsedBody(body);
  if (known?.value === undefined) return false;
  known.namesMemberTwice ??= hasDuplicateNames(body!.data, known.value);
  return known.namesMemberTwice;
}

function parsedBody(body: RecordedBody | undefined): ParsedBody | undefined {
  if (body?.encoding !== "utf8") return undefined;
  const known = parsed.get(body) ?? { value: jsonOf(body.data) };
  parsed.set(body, known);
  return known;
}

/** The first value of a header, by its lower-case name. */
export function headerOf(
  message: { readonly headers: RecordedHeaders } | undefined,
  name: string,
): string | undefined {
  return message?.headers.find(([key]) => key === name)?.[1];
}

/** Whether a status is a 2xx; without an answer there is none. */
export function isSuccess(status = 0): boolean {
  return status >= 200 && status < 300;
}

/** Whether a status is a 5xx; without an answer there is none. */
export function isServerError(status = 0): boolean {
  return status >= 500;
}

/** How long an answer asks to wait by its `Retry-After`, in milliseconds; a date counts from `nowMs`. */
export function retryAfterMs(
  response: Pick<RecordedResponse, "headers"> | undefined,
  nowMs = Date.now(),
): number | undefined {
  const value = headerOf(response, "retry-after");
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}
