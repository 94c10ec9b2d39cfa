import { CREDENTIAL_MEMBER, isCredential } from "../http/credentials.ts";
import { isObject, type JsonObject, jsonOf } from "../json/json.ts";
import { member, objectAt, objectsAt } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { readText } from "../read-text.ts";
import {
  API_HOST,
  type ConsumerCase,
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

/**
 * A recording in HAR 1.2, made elsewhere, as the case of one run. Hosts that were asked for an operation of the API
 * stand for the API; the keys that they were shown are recorded by name.
 * @throws UsageError where the file cannot be read or is no HAR
 */
export function readHar(file: string): ConsumerCase {
  const text = readText(file, "the recording", MAX_HAR_BYTES);
  const entries = entriesOf(text, file).toSorted((a, b) => a.startedMs - b.startedMs);
  const isSend = ({ request }: Entry) =>
    operationOf(request.method, withoutBasePath(request.path)) === "sendMessage";
  const hosts = new Set([API_HOST, ...entries.filter(isSend).map(({ url }) => url.hostname)]);
  const secrets = new Secrets();
  // Before anything is recorded: what went to other hosts may hold a key that is shown later.
  for (const { request, url } of entries) if (hosts.has(url.hostname)) secrets.shownIn(request);
  const received = entries.map((entry) => {
    const { url, answer, tookMs } = entry;
    const startedMs = entry.startedMs - entries[0]!.startedMs;
    const isAnswered = answer.status >= 100;
    return withoutUndefined({
      ...{ step: 0, purpose: "step" as const, origin: url.origin, startedMs, endedMs: startedMs + tookMs },
      error: isAnswered ? undefined : { kind: "reset" as const, message: "the recording holds no answer" },
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
  return caseOf([runElsewhere("recorded", endedMs)], received, [], [...hosts]);
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
    return url !== null && /^https?:$/.test(url.protocol) ? [entryOf(entry, request, url)] : [];
  });
}

/** An entry, as far as it is of use. Times in milliseconds since the epoch. */
function entryOf(entry: JsonObject, request: JsonObject, url: URL) {
  const response = objectAt(entry, "response");
  const startedMs = Date.parse(textAt(entry, "startedDateTime"));
  const credential = entry[CREDENTIAL_MEMBER];
  return {
    url,
    request: {
      method: textAt(request, "method").toUpperCase(),
      path: url.pathname + url.search,
      headers: headersOf(request),
      body: contentOf(objectAt(request, "postData")),
    },
    answer: {
      status: numberAt(response, "status"),
      headers: headersOf(response),
      body: contentOf(objectAt(response, "content")),
    },
    startedMs: Number.isNaN(startedMs) ? 0 : startedMs,
    tookMs: Math.max(0, numberAt(entry, "time")),
    // Of a recording of our own, where keys stand by name.
    credential: isCredential(credential) ? credential : undefined,
  };
}

function contentOf(content: JsonObject): Uint8Array {
  return Buffer.from(textAt(content, "text"), content.encoding === "base64" ? "base64" : "utf8");
}

function headersOf(message: JsonObject): [name: string, value: string][] {
  return objectsAt(message, "headers")
    .map((header): [string, string] => [textAt(header, "name"), textAt(header, "value")])
    .filter(([name]) => /^[^:]/.test(name));
}

function textAt(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}

function numberAt(object: JsonObject, name: string): number {
  const value = object[name];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
