import type { Credential } from "./credential.ts";
import { redactor } from "./redact.ts";

/** The keys of a run. They leave this folder on the wire only. */
export interface Keys {
  readonly valid: string;
  /** A valid key without the scope `chat-sessions:write`. */
  readonly readOnly?: string;
  /** Values of further headers that the user gave: they may be keys, too. */
  readonly headers?: readonly string[];
  /** Keys that were valid before, in a run whose key expires. */
  readonly expired?: readonly string[];
}

/** How a credential looks in a request: the Authorization header, or the query. */
export interface Shown {
  readonly authorization?: string;
  readonly query?: string;
}

const WRONG_KEY = "opencx-conformance-a-key-that-nobody-was-given";

/** A shorter key but for its last character could be an ordinary word, or a number, of a body. In characters. */
const LONG_ENOUGH = 8;

/** The bytes of a credential; `undefined` where they cannot be made from these keys. */
export function showCredential(credential: Credential, keys: Keys): Shown | undefined {
  const bearer = (token: string): Shown => ({ authorization: `Bearer ${token}` });
  switch (credential) {
    case "valid":
      return bearer(keys.valid);
    case "read-only":
      return keys.readOnly === undefined ? undefined : bearer(keys.readOnly);
    case "lower-case-scheme":
      return { authorization: `bearer ${keys.valid}` };
    case "none":
      return {};
    case "wrong":
      return bearer(WRONG_KEY);
    case "half":
      return keys.valid.length < 2 ? undefined : bearer(half(keys.valid));
    case "longer":
      return bearer(`${keys.valid}x`);
    case "last-changed":
      return keys.valid.length < LONG_ENOUGH ? undefined : bearer(lastChanged(keys.valid));
    case "other-case":
      return otherCase(keys.valid) === keys.valid ? undefined : bearer(otherCase(keys.valid));
    case "basic":
      return { authorization: `Basic ${keys.valid}` };
    case "no-scheme":
      return { authorization: keys.valid };
    case "empty":
      return { authorization: "Bearer" };
    case "in-query":
      return { query: `access_token=${encodeURIComponent(keys.valid)}` };
  }
}

/** Credentials that cannot be made from the key: not every one has a half, another case, or is long enough. */
export function lacking(keys: Keys): ("half" | "last-changed" | "other-case")[] {
  return (["half", "last-changed", "other-case"] as const).filter(
    (credential) => showCredential(credential, keys) === undefined,
  );
}

/** Every secret that a message could hold, each with the name that stands in its place, longest first. */
export function secretsOf(keys: Keys): [secret: string, name: string][] {
  const secrets: [string, string][] = [
    [keys.valid, "<api-key>"],
    [otherCase(keys.valid), "<api-key in the other case>"],
    ...(keys.valid.length < LONG_ENOUGH
      ? []
      : ([[lastChanged(keys.valid), "<api-key but for its last character>"]] as [string, string][])),
    ...(keys.readOnly === undefined ? [] : ([[keys.readOnly, "<read-only-key>"]] as [string, string][])),
    ...(half(keys.valid).length >= 8
      ? ([[half(keys.valid), "<first half of the api-key>"]] as [string, string][])
      : []),
    [WRONG_KEY, "<wrong-key>"],
    ...(keys.expired ?? []).map((key): [string, string] => [key, "<api-key>"]),
    ...(keys.headers ?? [])
      .filter((value) => value.length >= 8)
      .map((value): [string, string] => [value, "<value of a header>"]),
  ];
  const unique = new Map(secrets.filter(([secret]) => secret !== "").reverse());
  return [...unique].sort(([a], [b]) => b.length - a.length);
}

/** Puts names in the place of secrets, of those that are renewed while a run goes on as well. */
export function redactorFor(keys: Keys): (text: string) => string {
  let [known, redact] = [keys.valid, redactor(secretsOf(keys))];
  return (text) => {
    if (keys.valid !== known) [known, redact] = [keys.valid, redactor(secretsOf(keys))];
    return redact(text);
  };
}

function half(key: string): string {
  return key.slice(0, Math.ceil(key.length / 2));
}

function lastChanged(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`;
}

function otherCase(key: string): string {
  return [...key].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join("");
}
