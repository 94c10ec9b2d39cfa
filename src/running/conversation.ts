import { type Credential, redactorFor, type Shown, showCredential } from "../http/credentials.ts";
import { type Exchange, headerOf } from "../http/exchange.ts";
import { recordRequest, recordResponse } from "../http/record.ts";
import type { WireRequest } from "../http/transport.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import type { ExecutionContext } from "./execution-context.ts";

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
  readonly #context: ExecutionContext;
  readonly #redact: (text: string) => string;

  constructor(context: ExecutionContext) {
    this.#context = context;
    this.#redact = redactorFor(context.keys);
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
        exchange === undefined || it.release !== undefined ? undefined : retryAfterMs(exchange, tries);
      if (exchange === undefined || holdMs === undefined) return exchange;
      this.#context.state.holdFor(holdMs);
    }
  }

  async #once(it: RequestSpec, purpose: Exchange["purpose"]): Promise<Exchange | undefined> {
    const { transport, keys, contract, state } = this.#context;
    const credential = it.credential ?? "valid";
    const shown = showCredential(credential, keys);
    if (shown === undefined) return undefined;
    await state.turn();
    const request = requestFor(it, contract, shown);
    // The place is taken before the answer, so that exchanges stand in the order of their start.
    const index = this.exchanges.push(undefined as unknown as Exchange) - 1;
    const label = this.#redact(`${request.method} ${request.path} ${bodyStart(it.body)}`.trim());
    state.sending(label);
    const { response, error, startedMs, endedMs } = await transport.send(
      withoutUndefined({ ...request, release: it.release }),
    );
    state.sent(label, error?.kind === "refused" || error?.kind === "reset" ? error.kind : undefined);
    const exchange = withoutUndefined({
      step: it.step,
      purpose,
      operation: it.operation,
      credential,
      request: recordRequest(request, this.#redact),
      response: response && recordResponse(response, this.#redact),
      error: error && { ...error, message: this.#redact(error.message) },
      startedMs: state.sinceStart(startedMs),
      endedMs: state.sinceStart(endedMs),
    });
    this.exchanges[index] = exchange;
    return exchange;
  }
}

/** How much of a body a request is known by, in bytes. */
const LABEL_BYTES = 120;

/** The beginning of a body, to know it by. */
function bodyStart(body: Uint8Array | undefined): string {
  const bytes = Buffer.from(body?.subarray(0, LABEL_BYTES) ?? []);
  return `${bytes.toString("utf8")}${(body?.length ?? 0) > LABEL_BYTES ? "…" : ""}`;
}

/** What goes on the wire for a request. */
export function requestFor(it: RequestSpec, contract: Contract, shown: Shown): WireRequest {
  const { method, path } = contract.operations[it.operation];
  const filled = path.replace(/\{[^}]+\}/, () => it.session ?? "");
  const query = [it.query, shown.query].filter((part) => part !== undefined).join("&");
  const headers: [string, string][] = [["accept", "application/json"]];
  if (shown.authorization !== undefined) headers.push(["authorization", shown.authorization]);
  if (it.body !== undefined) headers.push(["content-type", it.contentType ?? "application/json"]);
  return withoutUndefined({
    method,
    path: query === "" ? filled : `${filled}?${query}`,
    headers,
    body: it.body,
  });
}

/** How long to wait before the same request is sent again, in milliseconds; `undefined` where it is not. */
export function retryAfterMs(exchange: Exchange, tries: number): number | undefined {
  const status = exchange.response?.status;
  const isRead = exchange.request.method === "GET";
  // A read may be repeated when its connection broke; a send may have happened, and is left alone.
  if (status === undefined)
    return isRead && exchange.error?.kind !== "refused" && tries < 2 ? BACKOFF_MS[tries] : undefined;
  if (status !== 429 && status !== 503) return undefined;
  const asked = headerOf(exchange.response, "retry-after");
  if (asked === undefined) return status === 429 ? BACKOFF_MS[tries] : undefined;
  const seconds = Number(asked);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(asked) - Date.now();
  if (Number.isNaN(ms)) return BACKOFF_MS[tries];
  return ms <= LONGEST_HOLD_MS && tries < 20 ? Math.max(ms, 10) : undefined;
}
