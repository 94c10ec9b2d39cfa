import type { Credential } from "../http/credential.ts";
import { type Keys, redactorFor, type Shown, showCredential } from "../http/credentials.ts";
import type { Exchange } from "../http/exchange.ts";
import { recordBody, recordHeaders } from "../http/record.ts";
import type { Transport, WireAnswer } from "../http/transport.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import type { RunState } from "./run-state.ts";

/** One request in the words of the contract. */
export interface RequestSpec {
  readonly operation: OperationId;
  /** What stands for the session in the path: its id, percent-encoded, or what is no id at all. */
  readonly session?: string;
  readonly query?: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly credential?: Credential;
  readonly step: number;
  readonly purpose: Exchange["purpose"];
  readonly release?: Promise<void>;
}

/** Pauses after 429 and 503 without Retry-After, in milliseconds, growing; then the answer stands as it is. */
const BACKOFF_MS = [250, 500, 1000, 2000, 4000, 8000];
/** A Retry-After beyond this is not waited for, in milliseconds. */
const LONGEST_HOLD_MS = 60_000;

/** Makes exchanges and records them: the only place where a request of a case meets the wire. */
export class Conversation {
  readonly exchanges: Exchange[] = [];
  readonly #transport: Transport;
  readonly #keys: Keys;
  readonly #contract: Contract;
  readonly #state: RunState;
  readonly #redact: (text: string) => string;

  constructor(transport: Transport, keys: Keys, contract: Contract, state: RunState) {
    this.#transport = transport;
    this.#keys = keys;
    this.#contract = contract;
    this.#state = state;
    this.#redact = redactorFor(keys);
  }

  /**
   * Sends one request, waiting as the provider asks and trying again after it did; every try is recorded.
   * `undefined` where the credential cannot be made. @throws BudgetSpent
   */
  async ask(it: RequestSpec): Promise<Exchange | undefined> {
    for (let tries = 0; ; tries += 1) {
      const exchange = await this.#once(it, tries === 0 ? it.purpose : "retry");
      // What meets others at the same time is sent again alone, by whoever sent it.
      const holdMs =
        exchange === undefined || it.release !== undefined ? undefined : holdFor(exchange, tries);
      if (exchange === undefined || holdMs === undefined) return exchange;
      this.#state.holdFor(holdMs);
    }
  }

  async #once(it: RequestSpec, purpose: Exchange["purpose"]): Promise<Exchange | undefined> {
    const shown = showCredential(it.credential ?? "valid", this.#keys);
    if (shown === undefined) return undefined;
    await this.#state.turn();
    const request = requestFor(it, this.#contract, shown);
    // The place is taken before the answer, so that exchanges stand in the order of their start.
    const index = this.exchanges.push(undefined as unknown as Exchange) - 1;
    const label = this.#redact(`${request.method} ${request.path} ${bodyStart(it.body)}`.trim());
    this.#state.sending(label);
    const answer = await this.#transport.send({
      ...request,
      ...(it.body === undefined ? {} : { body: it.body }),
      ...(it.release === undefined ? {} : { release: it.release }),
    });
    const broken = answer.error?.kind;
    this.#state.sent(label, broken === "refused" || broken === "reset" ? broken : undefined);
    const exchange = this.#record(it, purpose, request, answer);
    this.exchanges[index] = exchange;
    return exchange;
  }

  #record(
    it: RequestSpec,
    purpose: Exchange["purpose"],
    request: ReturnType<typeof requestFor>,
    answer: WireAnswer,
  ): Exchange {
    const sent = recordBody(it.body, this.#redact);
    const { response, error } = answer;
    const got = recordBody(response?.body, this.#redact);
    return {
      step: it.step,
      purpose,
      operation: it.operation,
      credential: it.credential ?? "valid",
      request: {
        method: request.method,
        path: this.#redact(request.path),
        headers: recordHeaders(request.headers, this.#redact),
        ...(sent === undefined ? {} : { body: sent }),
      },
      ...(response === undefined
        ? {}
        : {
            response: {
              status: response.status,
              headers: recordHeaders(response.headers, this.#redact),
              ...(got === undefined ? {} : { body: got }),
            },
          }),
      ...(error === undefined ? {} : { error: { ...error, message: this.#redact(error.message) } }),
      startedMs: this.#state.sinceStart(answer.startedMs),
      endedMs: this.#state.sinceStart(answer.endedMs),
    };
  }
}

/** How much of a body a request is known by, in bytes. */
const LABEL_BYTES = 120;

/** The beginning of a body, to know it by. */
function bodyStart(body: Uint8Array | undefined): string {
  const bytes = Buffer.from(body?.subarray(0, LABEL_BYTES) ?? []);
  return `${bytes.toString("utf8")}${(body?.length ?? 0) > LABEL_BYTES ? "…" : ""}`;
}

/** What goes on the wire for an ask, its body aside. */
export function requestFor(
  it: RequestSpec,
  contract: Contract,
  shown: Shown,
): { readonly method: string; readonly path: string; readonly headers: [string, string][] } {
  const { method, path } = contract.operations[it.operation];
  const filled = path.replace(/\{[^}]+\}/, () => it.session ?? "");
  const query = [it.query, shown.query].filter((part) => part !== undefined).join("&");
  const headers: [string, string][] = [["accept", "application/json"]];
  if (shown.authorization !== undefined) headers.push(["authorization", shown.authorization]);
  if (it.body !== undefined) headers.push(["content-type", it.contentType ?? "application/json"]);
  return { method, path: query === "" ? filled : `${filled}?${query}`, headers };
}

/** How long to wait before the same request is sent again, in milliseconds; `undefined` where it is not. */
export function holdFor(exchange: Exchange, tries: number): number | undefined {
  const status = exchange.response?.status;
  const isRead = exchange.request.method === "GET";
  // A read may be repeated when its connection broke; a send may have happened, and is left alone.
  if (status === undefined)
    return isRead && exchange.error?.kind !== "refused" && tries < 2 ? BACKOFF_MS[tries] : undefined;
  if (status !== 429 && status !== 503) return undefined;
  const asked = exchange.response?.headers.find(([name]) => name === "retry-after")?.[1];
  if (asked === undefined) return status === 429 ? BACKOFF_MS[tries] : undefined;
  const seconds = Number(asked);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(asked) - Date.now();
  if (Number.isNaN(ms)) return BACKOFF_MS[tries];
  return ms <= LONGEST_HOLD_MS && tries < 20 ? Math.max(ms, 10) : undefined;
}
