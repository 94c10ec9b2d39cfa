import { redactor } from "../http/redact.ts";
import { isPlaceholderKey } from "../send-message/consumer-rules/judge/placeholder-key.ts";

/** Headers whose value is a secret as a whole, whatever it is. */
const SECRET_HEADERS = /^(cookie|set-cookie|proxy-authorization|.*(api-?key|token|secret).*)$/i;
/** A key of fewer characters is not looked for in texts: it could be a word of theirs. */
const SHORTEST = 8;

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

  /** Whether a text holds one of them. */
  isIn(text: string): boolean {
    return this.#redact(text) !== text;
  }

  readonly redact = (text: string): string => this.#redact(text);

  /** The value of a header as it is recorded. */
  header(name: string, value: string): string {
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
