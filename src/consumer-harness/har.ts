import { readFile, stat } from "node:fs/promises";
import { fileProblem } from "../file-problem.ts";
import { CREDENTIAL_MEMBER, type Credential, isCredential } from "../http/credentials.ts";
import { recordBody } from "../http/record.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import {
  type ConsumerCase,
  type ConsumerExchange,
  NOT_STARTED,
} from "../send-message/consumer-rules/consumer-case.ts";
import { isPlaceholderKey } from "../send-message/consumer-rules/judge/placeholder-key.ts";
import { UsageError } from "../usage-error.ts";
import { API_HOST, caseOf } from "./case-of.ts";
import { operationOf } from "./recorder.ts";
import { Secrets } from "./secrets.ts";
import { shownKey } from "./shown-key.ts";

/** Largest recording that is read, in bytes. */
const MAX_HAR_BYTES = 64_000_000;
/** Entries that are read. */
const MAX_ENTRIES = 20_000;

/** One entry of a recording, as far as it is of use. Times in milliseconds since the epoch. */
interface Entry {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly status: number;
  readonly answerHeaders: readonly (readonly [string, string])[];
  readonly answer: Uint8Array;
  readonly startedMs: number;
  readonly tookMs: number;
  /** Of a recording of our own, where keys stand by name. */
  readonly credential: Credential | undefined;
}

/**
 * A recording in HAR 1.2, made elsewhere, as the case of one run. Hosts that were asked for an operation of the API
 * stand for the API; the keys that they were shown are recorded by name.
 * @throws UsageError where the file cannot be read or is no HAR
 */
export async function readHar(file: string): Promise<ConsumerCase> {
  const entries = entriesOf(await textOf(file), file);
  const hosts = new Set([API_HOST]);
  for (const { url, method } of entries) {
    if (operationOf(method, operationPath(url)) === "sendMessage") hosts.add(url.hostname);
  }
  const secrets = new Secrets();
  for (const entry of entries) {
    if (!hosts.has(entry.url.hostname)) continue;
    const { key } = shownKey({ headers: entry.headers, path: entry.url.pathname + entry.url.search }, "\0");
    if (key !== undefined) secrets.add(key, "<api-key>");
  }
  const firstMs = Math.min(...entries.map(({ startedMs }) => startedMs), Number.POSITIVE_INFINITY);
  const received = entries
    .toSorted((a, b) => a.startedMs - b.startedMs)
    .map((entry) => exchangeOf(entry, hosts.has(entry.url.hostname), secrets, firstMs));
  const program = {
    condition: "recorded" as const,
    exit: NOT_STARTED,
    startedMs: 0,
    endedMs: Math.max(0, ...received.map(({ endedMs }) => endedMs)),
    errorLines: 0,
  };
  return caseOf([program], received, [], [...hosts]);
}

/** The path below whatever base path the API has there. */
function operationPath(url: URL): string {
  return `${url.pathname.replace(/^.*?(?=\/(?:chat\/sessions|contacts)(?:\/|$))/, "")}${url.search}`;
}

function exchangeOf(entry: Entry, isApi: boolean, secrets: Secrets, firstMs: number): ConsumerExchange {
  const { method, url, headers, status } = entry;
  const path = isApi ? operationPath(url) : url.pathname;
  const operation = isApi ? operationOf(method, path) : undefined;
  const texts = [
    path,
    url.search,
    ...headers.map(([, value]) => value),
    Buffer.from(entry.body).toString("latin1"),
  ];
  const { credential, key = "" } = shownKey({ headers, path }, "\0");
  const startedMs = entry.startedMs - firstMs;
  const body = isApi ? recordBody(entry.body, secrets.redact) : undefined;
  const answer = isApi ? recordBody(entry.answer, secrets.redact) : undefined;
  const named = (pairs: Entry["headers"]) =>
    isApi ? pairs.map(([name, value]) => [name.toLowerCase(), secrets.header(name, value)] as const) : [];
  return {
    step: 0,
    purpose: "step",
    origin: url.origin,
    ...(operation === undefined ? {} : { operation }),
    // Nobody says which key the program was given: the one that it shows the API.
    credential:
      entry.credential !== undefined
        ? entry.credential
        : isApi
          ? credential === "wrong" && !isPlaceholderKey(key)
            ? "valid"
            : credential
          : texts.some((text) => secrets.isIn(text))
            ? "valid"
            : "none",
    request: { method, path: secrets.redact(path), headers: named(headers), ...(body && { body }) },
    ...(status >= 100
      ? { response: { status, headers: named(entry.answerHeaders), ...(answer && { body: answer }) } }
      : { error: { kind: "reset" as const, message: "the recording holds no answer" } }),
    startedMs,
    endedMs: startedMs + entry.tookMs,
  };
}

async function textOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size <= MAX_HAR_BYTES) return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(
      "har-unreadable",
      `cannot read ${file}: ${fileProblem(error)}`,
      "name a file in HAR 1.2",
    );
  }
  throw new UsageError(
    "har-too-large",
    `${file} is larger than ${MAX_HAR_BYTES} bytes`,
    "record less at a time",
  );
}

function entriesOf(text: string, file: string): Entry[] {
  const json = jsonOf(text, file);
  const log = isObject(json) ? json.log : undefined;
  const entries = isObject(log) ? log.entries : undefined;
  if (!Array.isArray(entries)) throw notHar(file, "it has no list log.entries");
  if (entries.length > MAX_ENTRIES) throw notHar(file, `it has more than ${MAX_ENTRIES} entries`);
  return entries.flatMap((entry, index) => {
    const request = isObject(entry) ? entry.request : undefined;
    if (!isObject(entry) || !isObject(request)) throw notHar(file, `log.entries[${index}] has no request`);
    const url = textAt(request, "url");
    // Browsers record data: and blob: URLs, too.
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return [];
    const response = isObject(entry.response) ? entry.response : {};
    const startedMs = Date.parse(textAt(entry, "startedDateTime"));
    return [
      {
        method: textAt(request, "method").toUpperCase(),
        url: new URL(url),
        headers: headersAt(request),
        body: contentOf(request.postData),
        status: numberAt(response, "status"),
        answerHeaders: headersAt(response),
        answer: contentOf(response.content),
        startedMs: Number.isNaN(startedMs) ? 0 : startedMs,
        tookMs: Math.max(0, numberAt(entry, "time")),
        credential: isCredential(entry[CREDENTIAL_MEMBER]) ? entry[CREDENTIAL_MEMBER] : undefined,
      },
    ];
  });
}

function jsonOf(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw notHar(file, error instanceof Error ? error.message : String(error));
  }
}

function notHar(file: string, why: string): UsageError {
  return new UsageError(
    "not-a-har",
    `${file} is not a HAR file: ${why}`,
    "export the recording as HAR 1.2, with content",
  );
}

function contentOf(content: Json | undefined): Uint8Array {
  if (!isObject(content)) return new Uint8Array();
  return Buffer.from(textAt(content, "text"), content.encoding === "base64" ? "base64" : "utf8");
}

function headersAt(message: JsonObject): [string, string][] {
  const { headers } = message;
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header) =>
    isObject(header) && !textAt(header, "name").startsWith(":")
      ? [[textAt(header, "name"), textAt(header, "value")] as [string, string]]
      : [],
  );
}

function textAt(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}

function numberAt(object: JsonObject, name: string): number {
  const value = object[name];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
