import { setTimeout as pause } from "node:timers/promises";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch } from "undici";
import { isLoopback } from "../http/http-transport.ts";
import { type Json, jsonOf } from "../json/json.ts";
import { MAX_DOCUMENT_BYTES } from "../openapi/parse-document.ts";
import { UnavailableError } from "../usage-error.ts";
import type { PactAccess } from "./access.ts";

/** A broker that is slower than this is not waited for, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** Waits before a request is repeated, in milliseconds: as long as those of the Pact tools. */
const RETRY_AFTER_MS = [500, 1_000];

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
  /** How long the broker asks to wait; `undefined` where it does not say. */
  readonly retryAfterMs: number | undefined;
  readonly text: string;
  /** `undefined` where the text is not JSON. */
  readonly json: Json | undefined;
  /** Another origin that answered instead, after a redirect; it was shown no credentials. */
  readonly redirectedTo: string | undefined;
}

/** No whole answer came. */
export class NoAnswer extends UnavailableError {
  readonly timedOut: boolean;

  constructor(what: string, reason: string, timedOut: boolean) {
    const hint = "check its URL and that it is running; --broker-timeout gives it more time";
    super(`${what}: no answer: ${reason}`, hint);
    this.timedOut = timedOut;
  }
}

/**
 * Asks a URL of a broker or of a pact, within a time limit; 408, 429 and 5xx are asked again. `what` begins the message of an error.
 * @throws NoAnswer
 */
export async function ask(
  what: string,
  url: URL,
  access: PactAccess,
  question: Question = {},
): Promise<Answer> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = access;
  const signal = AbortSignal.timeout(timeoutMs);
  const dispatcher = dispatcherFor(url, access);
  try {
    for (let tries = 0; ; tries += 1) {
      const answer = await askOnce(url, access, question, signal, dispatcher);
      const pauseMs = RETRY_AFTER_MS[tries];
      if (!isPassing(answer.status) || pauseMs === undefined) return answer;
      const waitMs = answer.retryAfterMs ?? pauseMs;
      // Waiting longer would end in a time-out: the answer that came says more.
      if (waitMs > timeoutMs / 2) return answer;
      await pause(waitMs, undefined, { signal });
    }
  } catch (error) {
    const timedOut = signal.aborted;
    throw new NoAnswer(what, timedOut ? `none within ${timeoutMs / 1000} s` : reasonOf(error), timedOut);
  } finally {
    await dispatcher.destroy();
  }
}

/** Whether a later try may be answered otherwise. */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

async function askOnce(
  url: URL,
  access: PactAccess,
  { method = "GET", body }: Question,
  signal: AbortSignal,
  dispatcher: Dispatcher,
): Promise<Answer> {
  const authorization = authorizationFor(url, access);
  // A redirect to another origin loses the Authorization header: fetch sees to it. It would also turn a write into a
  // read, whose success is none.
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/hal+json, application/json",
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: method === "GET" ? "follow" : "manual",
    signal,
    dispatcher,
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_DOCUMENT_BYTES) throw new Error(`the answer is larger than ${MAX_DOCUMENT_BYTES} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  const { status, ok, headers } = response;
  const answered = new URL(response.url).origin;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return {
    status,
    ok,
    contentType: headers.get("content-type") ?? "",
    retryAfterMs: Number.isNaN(seconds) ? undefined : seconds * 1000,
    text,
    json: jsonOf(text),
    redirectedTo: answered === url.origin ? undefined : answered,
  };
}

/** The Authorization header for a URL; `undefined` where it is not of the broker, or no credentials were given. */
function authorizationFor(url: URL, { broker }: PactAccess): string | undefined {
  if (broker === undefined || new URL(broker.url).origin !== url.origin) return undefined;
  const { token, username, password = "" } = broker;
  if (token !== undefined) return `Bearer ${token}`;
  if (username === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function dispatcherFor(url: URL, { ca }: PactAccess): Dispatcher {
  const tls = ca === undefined ? {} : { ca: [...getCACertificates("default"), ca] };
  const options = { connect: tls, headersTimeout: 0, bodyTimeout: 0 };
  return isLoopback(url.hostname)
    ? new Agent(options)
    : new EnvHttpProxyAgent({ ...options, requestTls: tls });
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message === "bad port") return "this port is reserved for another protocol than HTTP";
  return cause.message || String((cause as NodeJS.ErrnoException).code ?? cause.name);
}
