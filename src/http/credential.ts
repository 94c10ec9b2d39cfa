/**
 * What a request shows as its key, by name: recorded evidence never holds the bytes of a key.
 * Every name but `valid`, `read-only` and `lower-case-scheme` must be refused.
 */
export type Credential =
  /** `Bearer` and the key of the run. */
  | "valid"
  /** `Bearer` and a valid key without the scope `chat-sessions:write`. */
  | "read-only"
  /** `bearer` and the key of the run: the case of the word is left open. */
  | "lower-case-scheme"
  /** No Authorization header. */
  | "none"
  /** A well-formed key that nobody was given. */
  | "wrong"
  /** The first half of the key of the run. */
  | "half"
  /** The key of the run and one more character. */
  | "longer"
  /** The key of the run with its last character changed. */
  | "last-changed"
  /** The key of the run with its letters in the other case. */
  | "other-case"
  /** The key of the run behind `Basic`. */
  | "basic"
  /** The key of the run without a scheme. */
  | "no-scheme"
  /** `Bearer` and nothing. */
  | "empty"
  /** The key of the run in the query, and no Authorization header. */
  | "in-query";

/** The member of an entry in our own HAR recordings that tells its credential: keys stand there by name. */
export const CREDENTIAL_MEMBER = "_credential";

/** Credentials that no provider may accept for sending, those that are let pass most often first. */
export const REFUSED_CREDENTIALS: ReadonlySet<Credential> = new Set<Credential>([
  "none",
  "wrong",
  "half",
  "longer",
  "last-changed",
  "other-case",
  "basic",
  "no-scheme",
  "empty",
  "in-query",
]);

/** Whether this is the name of a credential. */
export function isCredential(value: unknown): value is Credential {
  const names: readonly unknown[] = ["valid", "read-only", "lower-case-scheme", ...REFUSED_CREDENTIALS];
  return names.includes(value);
}
