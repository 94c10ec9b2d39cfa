import { setTimeout as pause } from "node:timers/promises";
import { recordBody } from "../http/record.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import {
  type Answer,
  type Condition,
  errorAnswer,
  type Reply,
} from "../send-message/consumer-rules/conditions.ts";
import type { ConsumerExchange } from "../send-message/consumer-rules/consumer-case.ts";
import { createSandboxProvider, siblingOf } from "../send-message/reference-provider/sandbox-provider.ts";
import { operationOf } from "./operation-of.ts";
import type { RawRequest, Secrets } from "./secrets.ts";

/** A request as it is received; its body has at most `MAX_BODY_BYTES`. */
export interface Incoming extends RawRequest {
  /** Scheme and host that it was meant for; absent where it came to the sandbox directly. */
  readonly origin?: string;
  /** The body went on, and was not read. */
  readonly tooLarge?: boolean;
  /** Aborted when the other side does not wait for an answer any more. */
  readonly gone: AbortSignal;
}

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 100_000_000;

export interface RecorderOptions {
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
const MAX_BYTES = 400_000_000;
/** How long after its end the last requests of a program are waited for, in milliseconds. */
const LAST_ANSWERS_MS = 1000;
/** Headers that speak of the connection, not of the request. */
const FRAMING =
  /^(connection|content-length|transfer-encoding|keep-alive|proxy-.*|expect|upgrade|te|trailer|host)$/i;

/** Answers the requests of one run as its condition says, and records each, whatever it is. */
export class Recorder {
  readonly exchanges: ConsumerExchange[] = [];
  readonly #options: RecorderOptions;
  readonly #provider = createSandboxProvider(MAX_BODY_BYTES);
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
    const { secrets, onAsked } = this.#options;
    const startedMs = this.#now();
    this.#waiting += 1;
    onAsked?.(true);
    const credential = secrets.shownIn(it);
    const operation = operationOf(it.method, it.path);
    if (operation === "sendMessage") this.#sends += 1;
    const recorded = operation ?? siblingOf(it.method, it.path);
    const request = secrets.request(it);
    const place = this.#place({ credential, operation: recorded, origin: it.origin, request }, startedMs);
    const reply = it.tooLarge
      ? errorAnswer(413, "Payload Too Large", "the body is too large")
      : await this.#answer({
          operation,
          path: it.path,
          body: Buffer.from(it.body).toString("latin1"),
          sends: this.#sends,
          provider: (path) => this.#ask(it, path),
          gone: it.gone,
        });
    const cut = "cut" in reply ? { kind: reply.cut, message: reply.message } : undefined;
    const tooLarge =
      it.tooLarge && ({ kind: "too-large", message: "the body was not read to its end" } as const);
    const exchange = this.exchanges[place];
    if (exchange !== undefined)
      this.exchanges[place] = withoutUndefined({
        ...exchange,
        response: "cut" in reply ? undefined : secrets.response(reply),
        error: tooLarge || cut,
        endedMs: this.#now(),
      });
    this.#waiting -= 1;
    onAsked?.(this.#waiting > 0);
    return reply;
  }

  /** Settles when every request was answered, or at the latest after a while: a program that ended waits for none. */
  async settled(): Promise<void> {
    for (let waitedMs = 0; this.#waiting > 0 && waitedMs < LAST_ANSWERS_MS; waitedMs += 10) await pause(10);
  }

  /** Records a request to another host. */
  elsewhere(it: Omit<Incoming, "gone">, isAllowed: boolean): void {
    // How long another host takes to answer is not known here.
    this.#options.onAsked?.(isAllowed);
    const message = "this host is not among those of --allow-host";
    this.#place({
      ...this.#options.secrets.elsewhere(it),
      origin: it.origin,
      error: isAllowed ? undefined : { kind: "refused", message },
    });
  }

  /** Records bytes that are no HTTP request, or the body of what is none. */
  malformed(bytes: Uint8Array, message: string): void {
    const body = recordBody(bytes.subarray(0, 4096), this.#options.secrets.redact);
    this.#place({
      credential: "none",
      request: withoutUndefined({ method: "", path: "", headers: [], body }),
      error: { kind: "protocol", message: this.#options.secrets.redact(message) },
    });
  }

  /** Keeps an exchange that has just begun; its index, or -1 where it is one too many. */
  #place(
    it: Pick<ConsumerExchange, "credential" | "request"> & {
      [K in "operation" | "origin" | "error"]?: ConsumerExchange[K] | undefined;
    },
    startedMs = this.#now(),
  ): number {
    if (this.exchanges.length >= MAX_REQUESTS || this.#bytes > MAX_BYTES) {
      this.#options.onTooMuch();
      return -1;
    }
    this.#bytes += it.request.body?.data.length ?? 0;
    const base = { step: this.#options.run, purpose: "step", startedMs, endedMs: startedMs } as const;
    return this.exchanges.push(withoutUndefined({ ...base, ...it })) - 1;
  }

  async #ask(it: Incoming, path: string | undefined): Promise<Answer> {
    const method = path === undefined ? it.method : "GET";
    const isWithoutBody = method === "GET" || method === "HEAD" || it.body.byteLength === 0;
    try {
      const response = await this.#provider.fetch(
        new Request(new URL(`http://sandbox.localhost${path ?? it.path}`), {
          method,
          headers: it.headers.filter(([name]) => !FRAMING.test(name)).map((pair) => [...pair]),
          body: isWithoutBody ? null : (it.body as Uint8Array<ArrayBuffer>),
        }),
      );
      return {
        status: response.status,
        headers: [...response.headers, ["date", new Date().toUTCString()]],
        body: new Uint8Array(await response.arrayBuffer()),
      };
    } catch {
      // What cannot become a request at all: TRACE, a path that is not a valid URL, an invalid header.
      return errorAnswer(400, "Bad Request", "this is not a request");
    }
  }

  #now(): number {
    return performance.now() - this.#options.epochMs;
  }
}
