import { setTimeout as pause } from "node:timers/promises";
import { recordBody } from "../http/record.ts";
import type { ConsumerExchange } from "../send-message/consumer-rules/consumer-case.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import type { ReferenceProvider } from "../send-message/reference-provider/create-reference-provider.ts";
import type { Condition } from "./conditions.ts";
import { type Answer, type Incoming, jsonAnswer, type Reply } from "./exchange-parts.ts";
import { createSandboxProvider } from "./sandbox-provider.ts";
import type { Secrets } from "./secrets.ts";
import { shownKey } from "./shown-key.ts";
import { siblingOf } from "./sibling-operations.ts";

export interface RecorderOptions {
  readonly apiKey: string;
  readonly secrets: Secrets;
  readonly condition: Condition;
  /** Index of the run that the requests belong to. */
  readonly run: number;
  /** Start of the clock, of `performance.now()`. */
  readonly epochMs: number;
  /** Called once, when the program sent more than is kept. */
  readonly onTooMuch: () => void;
  /** Told when a request comes in or was answered; `waiting` while the program waits for an answer. */
  readonly onAsked?: (waiting: boolean) => void;
}

/** So much of one run is kept; a program that goes on is out of hand. */
const MAX_REQUESTS = 2000;
/** How long after its end the last requests of a program are waited for, in milliseconds. */
const LAST_ANSWERS_MS = 1000;
const MAX_BYTES = 400_000_000;

const OPERATIONS = Object.entries(pageContract.operations).map(([id, { method, path }]) => ({
  id: id as OperationId,
  method,
  path: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/?]+")}(?:\\?|$)`),
}));

/** The operation that a request addresses; `undefined` where it is none. */
export function operationOf(method: string, path: string): OperationId | undefined {
  return OPERATIONS.find((operation) => operation.method === method && operation.path.test(path))?.id;
}

/** Answers the requests of one run as its condition says, and records each, whatever it is. */
export class Recorder {
  readonly exchanges: ConsumerExchange[] = [];
  readonly #options: RecorderOptions;
  readonly #provider: Pick<ReferenceProvider, "fetch"> = createSandboxProvider();
  readonly #answer: ReturnType<Condition["start"]>;
  #sends = 0;
  #waiting = 0;
  #bytes = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#answer = options.condition.start();
  }

  /** Answers and records a request to the API. Never throws. */
  async receive(it: Incoming): Promise<Reply> {
    const { apiKey, secrets } = this.#options;
    this.#waiting += 1;
    this.#options.onAsked?.(true);
    const { credential, key } = shownKey(it, apiKey);
    if (key !== undefined) secrets.add(key);
    const operation = operationOf(it.method, it.path);
    if (operation === "sendMessage") this.#sends += 1;
    const sends = this.#sends;
    const recorded = operation ?? siblingOf(it.method, it.path)?.name;
    const startedMs = this.#now();
    const place = this.#place({
      credential,
      ...(recorded && { operation: recorded }),
      ...this.#common(it, startedMs),
    });
    const provider = (path?: string) => this.#ask(it, path);
    const body = Buffer.from(it.body).toString("latin1");
    const reply = it.tooLarge
      ? jsonAnswer(413, { statusCode: 413, message: "the body is too large", error: "Payload Too Large" })
      : await this.#answer({ operation, path: it.path, body, sends, provider, gone: it.gone });
    this.#settle(place, reply, it.tooLarge === true);
    this.#waiting -= 1;
    this.#options.onAsked?.(this.#waiting > 0);
    return reply;
  }

  /** Settles when every request was answered, or at the latest after a while: a program that ended waits for none. */
  async settled(): Promise<void> {
    for (let waitedMs = 0; this.#waiting > 0 && waitedMs < LAST_ANSWERS_MS; waitedMs += 10) await pause(10);
  }

  /** Records a request to another host; of its content nothing but whether it holds a key. */
  elsewhere(it: Omit<Incoming, "gone"> & { readonly origin: string }, isAllowed: boolean): void {
    const { secrets } = this.#options;
    // How long another host takes to answer is not known here.
    this.#options.onAsked?.(isAllowed);
    const texts = [it.path, ...it.headers.map(([, value]) => value), Buffer.from(it.body).toString("latin1")];
    const startedMs = this.#now();
    this.#place({
      step: this.#options.run,
      purpose: "step",
      origin: it.origin,
      credential: texts.some((text) => secrets.isIn(text)) ? "valid" : "none",
      request: { method: it.method, path: secrets.redact(it.path.replace(/\?.*/s, "")), headers: [] },
      ...(isAllowed
        ? {}
        : { error: { kind: "refused", message: "this host is not among those of --allow-host" } }),
      startedMs,
      endedMs: startedMs,
    });
  }

  /** Records bytes that are no HTTP request. */
  malformed(bytes: Uint8Array, message: string): void {
    const body = recordBody(bytes.subarray(0, 4096), this.#options.secrets.redact);
    const startedMs = this.#now();
    this.#place({
      step: this.#options.run,
      purpose: "step",
      credential: "none",
      request: { method: "", path: "", headers: [], ...(body && { body }) },
      error: { kind: "protocol", message },
      startedMs,
      endedMs: startedMs,
    });
  }

  #common(it: Incoming, startedMs: number) {
    const { secrets, run } = this.#options;
    const body = recordBody(it.body, secrets.redact);
    return {
      step: run,
      purpose: "step" as const,
      ...(it.origin === undefined ? {} : { origin: it.origin }),
      request: {
        method: it.method,
        path: secrets.redact(it.path),
        headers: it.headers.map(
          ([name, value]) => [name.toLowerCase(), secrets.header(name, value)] as const,
        ),
        ...(body && { body }),
      },
      startedMs,
      endedMs: startedMs,
    };
  }

  #place(exchange: ConsumerExchange): number {
    if (this.exchanges.length >= MAX_REQUESTS || this.#bytes > MAX_BYTES) {
      this.#options.onTooMuch();
      return -1;
    }
    this.#bytes += exchange.request.body?.data.length ?? 0;
    return this.exchanges.push(exchange) - 1;
  }

  #settle(place: number, reply: Reply, tooLarge: boolean): void {
    const exchange = this.exchanges[place];
    if (exchange === undefined) return;
    const { redact } = this.#options.secrets;
    const body = "cut" in reply ? undefined : recordBody(reply.body, redact);
    this.exchanges[place] = {
      ...exchange,
      ...("cut" in reply
        ? { error: { kind: reply.cut, message: reply.message } }
        : { response: { status: reply.status, headers: reply.headers, ...(body && { body }) } }),
      ...(tooLarge
        ? { error: { kind: "too-large" as const, message: "the body was not read to its end" } }
        : {}),
      endedMs: this.#now(),
    };
  }

  async #ask(it: Incoming, path: string | undefined): Promise<Answer> {
    const method = path === undefined ? it.method : "GET";
    try {
      const response = await this.#provider.fetch(
        new Request(new URL(`http://sandbox.localhost${path ?? it.path}`), {
          method,
          headers: it.headers
            .filter(([name]) => !FRAMING.test(name))
            .map(([name, value]) => [name, value] as [string, string]),
          ...(method === "GET" || method === "HEAD" || it.body.byteLength === 0
            ? {}
            : { body: it.body as Uint8Array<ArrayBuffer> }),
        }),
      );
      const body = new Uint8Array(await response.arrayBuffer());
      return {
        status: response.status,
        headers: [...response.headers, ["date", new Date().toUTCString()]],
        body,
      };
    } catch {
      // What cannot become a request at all: TRACE, a path that is not a valid URL, an invalid header.
      return jsonAnswer(400, { statusCode: 400, message: "this is not a request", error: "Bad Request" });
    }
  }

  #now(): number {
    return performance.now() - this.#options.epochMs;
  }
}

/** Headers that speak of the connection, not of the request. */
const FRAMING =
  /^(connection|content-length|transfer-encoding|keep-alive|proxy-.*|expect|upgrade|te|trailer|host)$/i;
