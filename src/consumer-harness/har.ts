import { CREDENTIAL_MEMBER, isCredential } from "../http/credentials.ts";
import type { ExchangeError } from "../http/exchange.ts";
import { isObject, type Json, type JsonObject, jsonOf } from "../json/json.ts";
import { member, objectAt, objectsAt } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { readText } from "../read-text.ts";
import {
  API_HOST,
  type ConsumerCase,
  type ConsumerExchange,
  caseOf,
  runElsewhere,
} from "../send-message/consumer-rules/consumer-case.ts";
import { UsageError } from "../usage-error.ts";
import { operationOf, withoutBasePath } from "./operation-of.ts";
import { Secrets } from "./secrets.ts";

/** Largest recording that is read, in bytes. */
const MAX_HAR_BYTES = 64_000_000;
/** Entries that are read. */
const MAX_ENTRIES = 20_000;

type Entry = ReturnType<typeof entryOf>;

/** What a recording keeps to itself of a request. */
export interface Unknown {
  /** Whether its key was valid; of a recording of our own that is known. */
  readonly key: boolean;
  /** A body that it had. */
  readonly body: boolean;
  /** The content of its answer, or a part of it. */
  readonly content: boolean;
  /** When it began. */
  readonly time: boolean;
}

/** What was recorded elsewhere, as the case of one run. */
export interface HarRecording {
  readonly case: ConsumerCase;
  /** Of each request that the case received, in their order. */
  readonly unknown: readonly Unknown[];
}

/**
 * A recording in HAR 1.2, made elsewhere, as the case of one run. Hosts that were asked for an operation of the API
 * stand for the API; the keys that they were shown are recorded by name.
 * @throws UsageError where the file cannot be read or is no HAR
 */
export function readHar(file: string): HarRecording {
  const text = readText(file, "the recording", MAX_HAR_BYTES);
  const entries = entriesOf(text, file).toSorted((a, b) => a.startedMs - b.startedMs);
  const isSend = ({ request }: Entry) =>
    operationOf(request.method, withoutBasePath(request.path)) === "sendMessage";
  const hosts = new Set([API_HOST, ...entries.filter(isSend).map(({ url }) => url.hostname)]);
  const secrets = new Secrets();
  // Before anything is recorded: what went to other hosts may hold a key that is shown later.
  for (const { request, url } of entries) if (hosts.has(url.hostname)) secrets.shownIn(request);
  const firstMs = entries[0]?.startedMs ?? 0;
  // A request without a duration may have lasted until the end.
  const lastMs = Math.max(0, ...entries.map(({ startedMs, tookMs = 0 }) => startedMs + tookMs)) - firstMs;
  const received = entries.map((entry): ConsumerExchange => {
    const { url, answer, tookMs } = entry;
    const startedMs = entry.startedMs - firstMs;
    const isAnswered = answer.status >= 100;
    return withoutUndefined({
      ...{ step: 0, purpose: "step" as const, origin: url.origin, startedMs },
      endedMs: tookMs === undefined ? lastMs : startedMs + tookMs,
      error: errorOf(entry, isAnswered),
      ...(hosts.has(url.hostname)
        ? toApi(entry, secrets, isAnswered)
        : {
            ...secrets.elsewhere(entry.request),
            response: isAnswered ? { status: answer.status, headers: [] } : undefined,
          }),
      ...(entry.credential && { credential: entry.credential }),
    });
  });
  const endedMs = Math.max(0, ...received.map((exchange) => exchange.endedMs));
  const it = caseOf([runElsewhere("recorded", endedMs)], received, [], [...hosts]);
  return { case: it, unknown: entries.map(({ unknown }) => unknown) };
}

function errorOf({ unknown }: Entry, isAnswered: boolean): ExchangeError | undefined {
  if (!isAnswered) return { kind: "reset", message: "the recording holds no answer" };
  return unknown.body ? { kind: "too-large", message: "the recording holds no body of it" } : undefined;
}

/** A request to the API, and its answer. */
function toApi({ request, answer }: Entry, secrets: Secrets, isAnswered: boolean) {
  const path = withoutBasePath(request.path);
  return {
    operation: operationOf(request.method, path),
    credential: secrets.shownIn(request),
    request: secrets.request({ ...request, path }),
    response: isAnswered ? secrets.response(answer) : undefined,
  };
}

function entriesOf(text: string, file: string): Entry[] {
  const refuse = (why: string): never => {
    throw new UsageError(
      `${file} is not a HAR file: ${why}`,
      "export the recording as HAR 1.2, with content",
    );
  };
  const json = jsonOf(text);
  if (json === undefined) return refuse("it is not JSON");
  const entries = member(json, "log", "entries");
  if (!Array.isArray(entries)) return refuse("it has no list log.entries");
  if (entries.length > MAX_ENTRIES) return refuse(`it has more than ${MAX_ENTRIES} entries`);
  return entries.flatMap((entry, index) => {
    const request = member(entry, "request");
    if (!isObject(entry) || !isObject(request)) return refuse(`log.entries[${index}] has no request`);
    // Browsers record data: and blob: URLs, too.
    const url = URL.parse(textAt(request, "url"));
    if (url === null || !/^https?:$/.test(url.protocol)) return [];
    // What a browser had kept was never asked for.
    return textAt(entry, "_fromCache") === "" ? [entryOf(entry, request, url)] : [];
  });
}

/** An entry, as far as it is of use. Times in milliseconds since the epoch. */
function entryOf(entry: JsonObject, request: JsonObject, url: URL) {
  const response = objectAt(entry, "response");
  const [postData, content] = [objectAt(request, "postData"), objectAt(response, "content")];
  const method = textAt(request, "method").toUpperCase();
  const sent = contentOf(postData, request.bodySize, request, method === "POST");
  const came = contentOf(content, content.size, response, true);
  const at = textAt(entry, "startedDateTime");
  const startedMs = Date.parse(at);
  const tookMs = entry.time;
  const credential = entry[CREDENTIAL_MEMBER];
  const unknown: Unknown = {
    key: !isCredential(credential),
    body: sent.isUnknown,
    content: came.isUnknown,
    time: Number.isNaN(startedMs),
  };
  return {
    url,
    request: {
      method,
      path: url.pathname + url.search,
      headers: headersOf(request, postData).filter(([name, value]) => !isLeftOut(name, value)),
      body: sent.body,
    },
    answer: {
      status: Number.isFinite(response.status) ? (response.status as number) : 0,
      headers: headersOf(response, content),
      body: came.body,
    },
    unknown,
    startedMs: unknown.time ? 0 : startedMs,
    // The beginning is rounded down to what its text can say.
    tookMs: typeof tookMs === "number" && tookMs >= 0 ? tookMs + stepMs(at) : undefined,
    // Of a recording of our own, where keys stand by name.
    credential: isCredential(credential) ? credential : undefined,
  };
}

/** How fine a time is written, in milliseconds; our own recordings and others with fractions of them count as exact. */
function stepMs(time: string): number {
  const digits = /:\d\d\.(\d+)/.exec(time)?.[1]?.length ?? 0;
  return digits >= 3 ? 0 : 1000 / 10 ** digits;
}

/**
 * A body, and whether the recording keeps it, or its end, to itself: the headers and the `size` of it tell, and where
 * neither does, whether there `mayBe` one.
 */
function contentOf(content: JsonObject, size: Json | undefined, message: JsonObject, mayBe: boolean) {
  const text = textAt(content, "text");
  const body = Buffer.from(text, content.encoding === "base64" ? "base64" : "utf8");
  const named = headersOf(message, {}).find(([name]) => /^content-length$/i.test(name))?.[1];
  const said = typeof size === "number" && size >= 0 ? size : undefined;
  const isMissing = text === "" && Number(named ?? said ?? mayBe) > 0;
  const isCut = body.byteLength < (said ?? 0) && jsonOf(body.toString()) === undefined;
  return { body, isUnknown: isMissing || isCut };
}

/** Where an export has left out all headers, the media type still stands beside the content. */
function headersOf(message: JsonObject, content: JsonObject): [name: string, value: string][] {
  const headers = objectsAt(message, "headers")
    .map((header): [string, string] => [textAt(header, "name"), textAt(header, "value")])
    .filter(([name]) => /^[^:]/.test(name));
  const type = textAt(content, "mimeType");
  return headers.length === 0 && type.includes("/") ? [["content-type", type]] : headers;
}

/** Whether a tool has put something else in the place of a key, as exports do. */
function isLeftOut(name: string, value: string): boolean {
  return (
    /^authorization$/i.test(name) &&
    /^(bearer\s+)?(\W*(redacted|removed|hidden|masked|filtered|sanitized|scrubbed|secret|x{3,})?\W*)$/i.test(
      value,
    )
  );
}

function textAt(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}
