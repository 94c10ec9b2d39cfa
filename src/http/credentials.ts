import { redactor } from "./redact.ts";

/** The keys of a run. They leave this folder on the wire only. */
export interface Keys {
  readonly valid: string;
  /** A valid key without the scope `chat-sessions:write`. */
  readonly readOnly?: string;
  /** Values of further headers that the user gave and that are secrets. */
  readonly headers?: readonly string[];
  /** Keys that were valid before, in a run whose key expires. */
  readonly expired?: readonly string[];
}

/** How a credential looks in a request: the Authorization header, or the query. */
export interface Shown {
  readonly authorization?: string;
  readonly query?: string;
}

/** Headers whose value is a secret as a whole, whatever it is. */
export const SECRET_HEADERS =
  /^(cookie|set-cookie|.*(auth|api-?key|token|secret|password|credential|signature).*)$/i;

const WRONG_KEY = "opencx-conformance-a-key-that-nobody-was-given";

/** A shorter key but for its last character could be an ordinary word, or a number, of a body. In characters. */
const LONG_ENOUGH = 8;

/** Each credential by its name: its bytes, or `undefined` where they cannot be made from these keys. */
const CREDENTIALS = {
  /** `Bearer` and the key of the run. */
  valid: ({ valid }: Keys) => bearer(valid),
  /** `Bearer` and a valid key without the scope `chat-sessions:write`. */
  "read-only": ({ readOnly }: Keys) => bearer(readOnly),
  /** `bearer` and the key of the run: the case of the word is left open. */
  "lower-case-scheme": ({ valid }: Keys) => ({ authorization: `bearer ${valid}` }),
  /** No Authorization header. */
  none: () => ({}),
  /** A well-formed key that nobody was given. */
  wrong: () => bearer(WRONG_KEY),
  /** The first half of the key of the run. */
  half: ({ valid }: Keys) => bearer(half(valid)),
  /** The key of the run and one more character. */
  longer: ({ valid }: Keys) => bearer(`${valid}x`),
  /** The key of the run with its last character changed. */
  "last-changed": ({ valid }: Keys) => bearer(lastChanged(valid)),
  /** The key of the run with its letters in the other case. */
  "other-case": ({ valid }: Keys) => bearer(otherCase(valid)),
  /** The key of the run behind `Basic`. */
  basic: ({ valid }: Keys) => ({ authorization: `Basic ${valid}` }),
  /** The key of the run without a scheme. */
  "no-scheme": ({ valid }: Keys) => ({ authorization: valid }),
  /** `Bearer` and nothing. */
  empty: () => ({ authorization: "Bearer" }),
  /** The key of the run in the query, and no Authorization header. */
  "in-query": ({ valid }: Keys) => ({ query: `access_token=${encodeURIComponent(valid)}` }),
} as const;

/**
 * What a request shows as its key, by name: recorded evidence never holds the bytes of a key.
 * Every name but `valid`, `read-only` and `lower-case-scheme` must be refused.
 */
export type Credential = keyof typeof CREDENTIALS;

/** Credentials that no provider may accept for sending, those that are let pass most often first. */
export const REFUSED_CREDENTIALS: ReadonlySet<Credential> = new Set(
  Object.keys(CREDENTIALS)
    .filter(isCredential)
    .filter((name) => !["valid", "read-only", "lower-case-scheme"].includes(name)),
);

/** The member of an entry in our own HAR recordings that tells its credential: keys stand there by name. */
export const CREDENTIAL_MEMBER = "_credential";

/** Whether this is the name of a credential. */
export function isCredential(value: unknown): value is Credential {
  return typeof value === "string" && Object.hasOwn(CREDENTIALS, value);
}

/** The bytes of a credential; `undefined` where they cannot be made from these keys. */
export function showCredential(credential: Credential, keys: Keys): Shown | undefined {
  return CREDENTIALS[credential](keys);
}

/** Credentials that cannot be made from the key: not every one has a half, another case, or is long enough. */
export function lacking(keys: Keys): ("half" | "last-changed" | "other-case")[] {
  return (["half", "last-changed", "other-case"] as const).filter(
    (credential) => showCredential(credential, keys) === undefined,
  );
}

/** Every secret that a message could hold, each with the name that stands in its place, longest first. */
export function secretsOf({ valid, readOnly, expired = [], headers = [] }: Keys): [string, string][] {
  const longEnough = (secret = "") => (secret.length >= LONG_ENOUGH ? secret : "");
  const secrets: [secret: string, name: string][] = [
    [valid, "<api-key>"],
    [otherCase(valid) ?? "", "<api-key in the other case>"],
    [lastChanged(valid) ?? "", "<api-key but for its last character>"],
    [readOnly ?? "", "<read-only-key>"],
    [longEnough(half(valid)), "<first half of the api-key>"],
    [WRONG_KEY, "<wrong-key>"],
    ...expired.map((key): [string, string] => [key, "<api-key>"]),
    ...headers.map((value): [string, string] => [longEnough(value), "<value of a header>"]),
  ];
  // Of two names for one secret the first counts.
  const unique = new Map(secrets.filter(([secret]) => secret !== "").reverse());
  return [...unique].sort(([a], [b]) => b.length - a.length);
}

/**
 * Puts names in the place of secrets, of those that are renewed while a run goes on as well. What is a part of `own`, the
 * texts that are sent and answered as a matter of course, is left alone: it could not be told from them.
 */
export function redactorFor(keys: Keys, own = ""): (text: string) => string {
  const make = () => {
    const secrets = secretsOf(keys);
    const redact = redactor(secrets);
    return redact(own) === own
      ? redact
      : redactor(secrets.filter((secret) => redactor([secret])(own) === own));
  };
  let [known, redact] = [keys.valid, make()];
  return (text) => {
    if (keys.valid !== known) [known, redact] = [keys.valid, make()];
    return redact(text);
  };
}

/** Keys that stand in for those of a run. */
const STAND_INS: Keys = { valid: "Stand-in-for-the-key-0", readOnly: "Read-only-stand-in-1" };
const byName = redactor(secretsOf(STAND_INS));

/** A credential as it is recorded: with the names of keys in their place. */
export function nameCredential(credential: Credential): Shown {
  const shown = Object.entries(showCredential(credential, STAND_INS) ?? {});
  return Object.fromEntries(shown.map(([place, text]) => [place, byName(text)]));
}

function bearer(token: string | undefined): Shown | undefined {
  return token === undefined ? undefined : { authorization: `Bearer ${token}` };
}

function half(key: string): string | undefined {
  return key.length < 2 ? undefined : key.slice(0, Math.ceil(key.length / 2));
}

/** Of the last character of a base64 text only the first two bits may count: these differ, or it would be the same signature. */
function lastChanged(key: string): string | undefined {
  return key.length < LONG_ENOUGH ? undefined : `${key.slice(0, -1)}${/[w-z0-9_-]$/.test(key) ? "A" : "0"}`;
}

function otherCase(key: string): string | undefined {
  const other = [...key].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join("");
  return other === key ? undefined : other;
}
