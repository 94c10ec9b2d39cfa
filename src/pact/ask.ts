import { getCACertificates } from "node:tls";
import { Agent, EnvHttpProxyAgent, interceptors, request } from "undici";
import { isSuccess } from "../http/exchange.ts";
import { isLoopback } from "../http/loopback.ts";
import { type Json, jsonOf } from "../json/json.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { MAX_DOCUMENT_BYTES } from "../openapi/parse-document.ts";
import { UnavailableError } from "../usage-error.ts";

/** A broker that is slower than this is not waited for, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** Statuses after which a later try may be answered otherwise. */
export const PASSING: readonly number[] = [408, 429, 500, 502, 503, 504];

/** A Pact Broker, and how to show oneself to it. */
export interface Broker {
  /** Scheme, host and base path. */
  readonly url: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

/** How URLs of pacts and a Pact Broker are reached. */
export interface PactAccess {
  /** Its credentials go to its own origin, and to no other. */
  readonly broker?: Broker;
  /** PEM of an authority to trust besides the usual ones. */
  readonly ca?: string;
  /** How long one request may take, all its retries included, in milliseconds. Default: 30000. */
  readonly timeoutMs?: number;
}

/** What is asked of a URL. */
export interface Question {
  readonly method?: "GET" | "POST" | "PUT";
  /** Sent as JSON. */
  readonly body?: object;
}

/** An answer of any status. */
export interface Answer {
  readonly status: number;
  /** Whether the status is 2xx. */
  readonly ok: boolean;
  readonly contentType: string;
  readonly text: string;
  /** `undefined` where the text is not JSON. */
  readonly json: Json | undefined;
  /** Another origin that answered instead, after a redirect; it was shown no credentials. */
  readonly redirectedTo: string | undefined;
}

/**
 * Asks a URL of a broker or of a pact, within a time limit; 408, 429 and 5xx are asked again. `what` begins the message of an error.
 * @throws UnavailableError where no whole answer came
 */
export async function ask(
  what: string,
  url: URL,
  access: PactAccess,
  { method = "GET", body }: Question = {},
): Promise<Answer> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = access;
  const signal = AbortSignal.timeout(timeoutMs);
  const tls = access.ca === undefined ? {} : { ca: [...getCACertificates("default"), access.ca] };
  const limits = { connect: tls, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: MAX_DOCUMENT_BYTES };
  const dispatcher = isLoopback(url.hostname)
    ? new Agent(limits)
    : new EnvHttpProxyAgent({ ...limits, requestTls: tls });
  const retries = interceptors.retry({
    // As often, and as long as those of the Pact tools.
    maxRetries: 2,
    minTimeout: 500,
    // A longer `Retry-After` is not waited out: the answer that came says more than a time-out.
    maxTimeout: timeoutMs / 4,
    methods: ["GET", "POST", "PUT"],
    statusCodes: [...PASSING],
    errorCodes: [],
    throwOnError: false,
  });
  // A redirect to another origin loses the Authorization header: the interceptor sees to it. It would also turn a write
  // into a read, whose success is none.
  const redirects = interceptors.redirect({ maxRedirections: method === "GET" ? 20 : 0 });
  try {
    const answer = await request(url, {
      method,
      headers: withoutUndefined({
        accept: "application/hal+json, application/json",
        authorization: authorizationFor(url, access),
        "content-type": body && "application/json",
      }),
      ...(body && { body: JSON.stringify(body) }),
      signal,
      dispatcher: dispatcher.compose(retries, redirects),
    });
    const text = await answer.body.text();
    const { statusCode: status, headers } = answer;
    const context = answer.context as { readonly history: readonly URL[] } | null;
    const answered = context?.history.at(-1)?.origin ?? url.origin;
    return {
      status,
      ok: isSuccess(status),
      contentType: String(headers["content-type"] ?? ""),
      text,
      json: jsonOf(text),
      redirectedTo: answered === url.origin ? undefined : answered,
    };
  } catch (error) {
    const reason = signal.aborted ? `none within ${timeoutMs / 1000} s` : (error as Error).message;
    const hint = "check its URL and that it is running; --broker-timeout gives it more time";
    throw new UnavailableError(`${what}: no answer: ${reason}`, hint);
  } finally {
    await dispatcher.destroy();
  }
}

/** The Authorization header for a URL; `undefined` where it is not of the broker, or no credentials were given. */
function authorizationFor(url: URL, { broker }: PactAccess): string | undefined {
  if (broker === undefined || new URL(broker.url).origin !== url.origin) return undefined;
  const { token, username, password = "" } = broker;
  if (token !== undefined) return `Bearer ${token}`;
  if (username === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
