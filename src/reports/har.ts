import { CREDENTIAL_MEMBER } from "../http/credentials.ts";
import { type Exchange, headerOf, type RecordedBody, type RecordedHeaders } from "../http/exchange.ts";
import { API_HOST } from "../send-message/consumer-rules/consumer-case.ts";
import type { LiveReport, RunFacts } from "./format.ts";
import { plainJson } from "./plain.ts";
import type { Report } from "./report.ts";

/** HAR 1.2 of what a report holds: the requests of its counterexamples, and no others. */
export function har(report: Report): string {
  const entries = report.rules.flatMap(({ id, counterexample }) =>
    (counterexample?.exchanges ?? []).map((exchange) => entry(exchange, report, id)),
  );
  const comment = "The requests that show a broken rule, not the whole session.";
  return `${head(report, comment)}${entries.join(",\n")}${END}`;
}

/** HAR 1.2 of a whole session, case by case, while the run goes on: of a consumer, what it sent; else what was sent to the provider. */
export function sessionHar(facts: RunFacts): LiveReport {
  let before = head(facts, "All requests of the cases of a run, case by case.");
  return {
    event: (event) => {
      if (event.type !== "judged") return "";
      const exchanges = event.case[facts.subject.kind === "consumer" ? "received" : "exchanges"];
      if (exchanges.length === 0) return "";
      const entries = exchanges.map((exchange) => entry(exchange, facts, event.case.id));
      const text = `${before}${entries.join(",\n")}`;
      before = ",\n";
      return text;
    },
    // Where no case was carried out, the head is still to be written.
    end: () => `${before === ",\n" ? "" : before}${END}`,
  };
}

const END = "\n]}}\n";

/** A recording up to its first entry. */
function head({ suite: { name, version } }: RunFacts, comment: string): string {
  const log = plainJson({
    version: "1.2",
    creator: { name, version },
    comment: `${comment} Keys stand here by name.`,
  });
  return `{"log":${log.slice(0, -1)},"entries":[\n`;
}

/** Of a recording nothing says when it was made. */
const NEVER = "1970-01-01T00:00:00.000Z";

/** One exchange, with what it belongs to as its comment. */
function entry(
  exchange: Exchange & { readonly origin?: string },
  { subject, startedAt = NEVER }: RunFacts,
  comment: string,
): string {
  const { credential, request, response, error, startedMs, endedMs } = exchange;
  const base = (subject.url ?? exchange.origin ?? `https://${API_HOST}`).replace(/\/$/, "");
  const tookMs = Math.max(0, endedMs - startedMs);
  const query = new URLSearchParams(/\?([^#]*)/.exec(request.path)?.[1]);
  const sent = bodyOf(request);
  return plainJson({
    startedDateTime: new Date(Date.parse(startedAt) + startedMs).toISOString(),
    time: tookMs,
    request: {
      method: request.method,
      url: `${base}${request.path}`,
      ...headOf(request.headers),
      queryString: [...query].map(([name, value]) => ({ name, value })),
      // HAR has no encoding for what is sent: a body that is not a text stands there as base64, with a comment that says so.
      postData: request.body && { ...sent, size: undefined, comment: sent.encoding },
      headersSize: -1,
      bodySize: sent.size,
    },
    response: {
      // Zero, as browsers have it, where no answer came.
      status: response?.status ?? 0,
      statusText: "",
      ...headOf(response?.headers ?? []),
      content: bodyOf(response ?? { headers: [] }),
      redirectURL: headerOf(response, "location") ?? "",
      headersSize: -1,
      bodySize: -1,
      comment: error?.message,
    },
    cache: {},
    timings: { send: 0, wait: tookMs, receive: 0 },
    comment,
    // A key that stands here by name tells no reader any more whether it was a valid one.
    [CREDENTIAL_MEMBER]: credential,
  });
}

function headOf(headers: RecordedHeaders) {
  return {
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value })),
  };
}

function bodyOf(message: { readonly headers: RecordedHeaders; readonly body?: RecordedBody }) {
  const { body } = message;
  return {
    size: body === undefined ? 0 : Buffer.byteLength(body.data, body.encoding),
    mimeType: headerOf(message, "content-type") ?? "application/octet-stream",
    text: body?.data,
    encoding: body?.encoding === "base64" ? body.encoding : undefined,
  };
}
