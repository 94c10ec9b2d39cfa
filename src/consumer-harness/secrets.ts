import { randomBytes } from "node:crypto";
import { type Credential, SECRET_HEADERS } from "../http/credentials.ts";
import type { RecordedRequest, RecordedResponse } from "../http/exchange.ts";
import { recordRequest, recordResponse } from "../http/record.ts";
import { redactor } from "../http/redact.ts";
import type { Answer } from "../send-message/consumer-rules/conditions.ts";
import type { ConsumerExchange } from "../send-message/consumer-rules/consumer-case.ts";
import { isPlaceholderKey } from "../send-message/consumer-rules/placeholder-key.ts";

/** A key of fewer characters is not looked for in texts: it could be a word of theirs. */
const SHORTEST = 8;

/** Query parameters that hold a key and nothing else. */
const KEY_PARAMETER = /[?&](?:access_token|api_?key|token|bearer)=([^&]+)/i;

/** A request as it came in, with its secrets. */
export interface RawRequest extends Pick<Answer, "headers" | "body"> {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
}

/** A key that is new each time, for a program to show the sandbox. */
export function freshKey(): string {
  return `ocx_sandbox_${randomBytes(18).toString("base64url")}`;
}

/** All secrets of a program that became known, each with the name under which it is recorded. */
export class Secrets {
  readonly #names = new Map<string, string>();
  readonly #apiKey: string | undefined;
  #redact: (text: string) => string = (text) => text;

  /** `apiKey` is the key that the program was given; where nobody knows it, it is whatever the program shows. */
  constructor(apiKey?: string) {
    this.#apiKey = apiKey;
    if (apiKey !== undefined) this.#add(apiKey, "<api-key>");
  }

  /** How a request to the API shows its key, which is a secret from now on. */
  shownIn({ headers, path }: Pick<RawRequest, "headers" | "path">): Credential {
    const apiKey = this.#apiKey;
    const header = headers.find(([name]) => name.toLowerCase() === "authorization")?.[1].trim();
    if (header === undefined || header === "") {
      const key = KEY_PARAMETER.exec(path)?.[1];
      this.#note(key);
      const isShown = key !== undefined || (apiKey !== undefined && path.includes(apiKey));
      return isShown ? "in-query" : "none";
    }
    const [, scheme = "", key = ""] = /^(\S+)(?:\s+(.*))?$/.exec(header) ?? [];
    const isBearer = /^bearer$/i.test(scheme);
    const isBasic = /^basic$/i.test(scheme);
    this.#note(isBearer || isBasic ? key : header);
    if (!isBearer) return isBasic ? "basic" : "no-scheme";
    if (key === "") return "empty";
    if (apiKey === undefined) return isPlaceholderKey(key) ? "wrong" : "valid";
    if (key !== apiKey) return "wrong";
    return scheme === "Bearer" ? "valid" : "lower-case-scheme";
  }

  #note(key = ""): void {
    this.#add(key, this.#apiKey === undefined ? "<api-key>" : "<other-key>");
  }

  #add(secret: string, name: string): void {
    if (secret.length < SHORTEST || this.#names.has(secret) || isPlaceholderKey(secret)) return;
    this.#names.set(secret, name);
    this.#redact = redactor([...this.#names].sort(([a], [b]) => b.length - a.length));
  }

  readonly redact = (text: string): string => this.#redact(text);

  /** A request to the API as it is recorded. */
  request(it: RawRequest): RecordedRequest {
    const { method, path, body } = it;
    return recordRequest({ method, path, headers: this.#headers(it), body }, this.redact);
  }

  /** An answer as it is recorded. */
  response({ status, headers, body }: Answer): RecordedResponse {
    return recordResponse({ status, headers: this.#headers({ headers }), body }, this.redact);
  }

  /** A request to another host as it is recorded: of its content nothing but whether it holds a secret. */
  elsewhere({ method, path, headers, body }: RawRequest): Pick<ConsumerExchange, "request" | "credential"> {
    const texts = [path, ...headers.map(([, value]) => value), Buffer.from(body).toString("latin1")];
    return {
      credential: texts.some((text) => this.#redact(text) !== text) ? "valid" : "none",
      request: { method, path: this.#redact(path.replace(/\?.*/s, "")), headers: [] },
    };
  }

  #headers({ headers }: Pick<RawRequest, "headers">): [name: string, value: string][] {
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
