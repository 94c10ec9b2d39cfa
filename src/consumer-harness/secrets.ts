import type { RecordedRequest, RecordedResponse } from "../http/exchange.ts";
import { recordRequest, recordResponse } from "../http/record.ts";
import { redactor } from "../http/redact.ts";
import type { Answer } from "../send-message/consumer-rules/conditions.ts";
import type { ConsumerExchange } from "../send-message/consumer-rules/consumer-case.ts";
import { isPlaceholderKey } from "../send-message/consumer-rules/placeholder-key.ts";
import type { Incoming } from "./exchange-parts.ts";

/** Headers whose value is a secret as a whole, whatever it is. */
const SECRET_HEADERS = /^(cookie|set-cookie|proxy-authorization|.*(api-?key|token|secret).*)$/i;
/** A key of fewer characters is not looked for in texts: it could be a word of theirs. */
const SHORTEST = 8;

type Request = Pick<Incoming, "method" | "path" | "headers" | "body">;

/** All secrets of a program that became known, each with the name under which it is recorded. */
export class Secrets {
  readonly #names = new Map<string, string>();
  #redact: (text: string) => string = (text) => text;

  constructor(apiKey?: string) {
    if (apiKey !== undefined) this.add(apiKey, "<api-key>");
  }

  add(secret: string, name = "<other-key>"): void {
    if (secret.length < SHORTEST || this.#names.has(secret) || isPlaceholderKey(secret)) return;
    this.#names.set(secret, name);
    const all = [...this.#names].flatMap(([bytes, title]) =>
      [...new Set([bytes, encodeURIComponent(bytes)])].map((form) => [form, title] as const),
    );
    this.#redact = redactor(all.sort(([a], [b]) => b.length - a.length));
  }

  readonly redact = (text: string): string => this.#redact(text);

  /** A request to the API as it is recorded. */
  request(it: Request): RecordedRequest {
    const { method, path, body } = it;
    return recordRequest({ method, path, headers: this.#headers(it), body }, this.redact);
  }

  /** An answer as it is recorded. */
  response({ status, headers, body }: Answer): RecordedResponse {
    return recordResponse({ status, headers: this.#headers({ headers }), body }, this.redact);
  }

  /** A request to another host as it is recorded: of its content nothing but whether it holds a secret. */
  elsewhere({ method, path, headers, body }: Request): Pick<ConsumerExchange, "request" | "credential"> {
    const texts = [path, ...headers.map(([, value]) => value), Buffer.from(body).toString("latin1")];
    return {
      credential: texts.some((text) => this.#redact(text) !== text) ? "valid" : "none",
      request: { method, path: this.#redact(path.replace(/\?.*/s, "")), headers: [] },
    };
  }

  #headers({ headers }: Pick<Request, "headers">): [name: string, value: string][] {
    return headers.map(([name, value]) => [name, this.#header(name, value)]);
  }

  #header(name: string, value: string): string {
    const redacted = this.#redact(value);
    if (/^authorization$/i.test(name)) {
      const [, scheme, key = ""] = /^(bearer|basic|token|digest)\s+(\S.*)/i.exec(value) ?? [];
      if (isPlaceholderKey(key)) return value;
      return redacted === value && value !== ""
        ? `${scheme === undefined ? "" : `${scheme} `}<other-key>`
        : redacted;
    }
    return redacted === value && SECRET_HEADERS.test(name) ? "<secret>" : redacted;
  }
}
