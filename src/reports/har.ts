import { API_HOST } from "../consumer-harness/case-of.ts";
import { CREDENTIAL_MEMBER } from "../http/credentials.ts";
import { type Exchange, headerOf, type RecordedBody, type RecordedHeaders } from "../http/exchange.ts";
import type { LiveReport, RunFacts } from "./format.ts";
import { plainJson } from "./plain.ts";
import type { Report } from "./report.ts";

const HTTP = "HTTP/1.1";

/** HAR 1.2 of what a report holds: the requests of its counterexamples, and no others. */
export function har(report: Report): string {
  const entries = report.rules.flatMap(({ id, counterexample }) =>
    (counterexample?.exchanges ?? []).map((exchange) => entry(exchange, report, id)),
  );
  const comment = `The requests that show a broken rule, not the whole session. ${BY_NAME}`;
  return `${head(report, comment)}${entries.join(",\n")}${END}`;
}

/** HAR 1.2 of a whole session, case by case, while the run goes on. */
export function sessionHar(facts: RunFacts): LiveReport {
  let before = head(facts, `All requests of the cases of a run, case by case. ${BY_NAME}`);
  return {
    event: (event) => {
      if (event.type !== "judged" || event.case.exchanges.length === 0) return "";
      const entries = event.case.exchanges.map((exchange) => entry(exchange, facts, event.case.id));
      const text = `${before}${entries.join(",\n")}`;
      before = ",\n";
      return text;
    },
    // Where no case was carried out, the head is still to be written.
    end: () => `${before === ",\n" ? "" : before}${END}`,
  };
}

const BY_NAME = "Keys stand here by name.";
const END = "\n]}}\n";

/** A recording up to its first entry. */
function head({ suite }: RunFacts, comment: string): string {
  const creator = { name: suite.name, version: suite.version };
  return `{"log":{"version":"1.2","creator":${plainJson(creator)},"comment":${plainJson(comment)},"entries":[\n`;
}

/** One exchange, with what it belongs to as its comment. */
function entry(exchange: Exchange, { subject, startedAt }: RunFacts, comment: string): string {
  const { credential, request, response, error, startedMs, endedMs } = exchange;
  const base = (subject.url ?? `https://${API_HOST}`).replace(/\/$/, "");
  const url = `${base}${request.path}`;
  const tookMs = Math.max(0, endedMs - startedMs);
  return plainJson({
    startedDateTime: new Date(Date.parse(startedAt ?? NEVER) + startedMs).toISOString(),
    time: tookMs,
    request: {
      method: request.method,
      url,
      httpVersion: HTTP,
      cookies: [],
      headers: named(request.headers),
      queryString: queryOf(request.path),
      ...(request.body === undefined ? {} : { postData: postDataOf(request.body, request.headers) }),
      headersSize: -1,
      bodySize: sizeOf(request.body),
    },
    response: {
      // Zero, as browsers have it, where no answer came.
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: HTTP,
      cookies: [],
      headers: named(response?.headers ?? []),
      content: contentOf(response?.body, response?.headers ?? []),
      redirectURL: headerOf(response, "location") ?? "",
      headersSize: -1,
      bodySize: -1,
      ...(error === undefined ? {} : { comment: error.message }),
    },
    cache: {},
    timings: { send: 0, wait: tookMs, receive: 0 },
    comment,
    // A key that stands here by name tells no reader any more whether it was a valid one.
    [CREDENTIAL_MEMBER]: credential,
  });
}

/** Of a recording nothing says when it was made. */
const NEVER = "1970-01-01T00:00:00.000Z";

function named(headers: RecordedHeaders): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function queryOf(path: string): { name: string; value: string }[] {
  const query = /\?([^#]*)/.exec(path)?.[1] ?? "";
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function mediaType(headers: RecordedHeaders): string {
  return headerOf({ headers }, "content-type") ?? "application/octet-stream";
}

function sizeOf(body: RecordedBody | undefined): number {
  return body === undefined ? 0 : Buffer.byteLength(body.data, body.encoding);
}

/** HAR has no encoding for what is sent: a body that is not a text is told as base64, and says so. */
function postDataOf(body: RecordedBody, headers: RecordedHeaders) {
  return {
    mimeType: mediaType(headers),
    text: body.data,
    ...(body.encoding === "base64" ? { encoding: "base64", comment: "base64" } : {}),
  };
}

function contentOf(body: RecordedBody | undefined, headers: RecordedHeaders) {
  return {
    size: sizeOf(body),
    mimeType: mediaType(headers),
    ...(body === undefined
      ? {}
      : { text: body.data, ...(body.encoding === "base64" ? { encoding: "base64" } : {}) }),
  };
}
