/** A JSON value, as `JSON.parse` makes it: `__proto__` is an ordinary own key. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** The operation under test and the sibling operations that make its effects visible. */
export type OperationId = "sendMessage" | "createSession" | "getSession" | "listHistory" | "createContact";

/**
 * Where a duty comes from: `stated` by the page, `implied` by what the page states, or left `open` by it.
 * Only a stated duty fails a provider; an implied one warns, unless the user asks for strictness.
 */
export type Basis = "stated" | "implied" | "open";

/** What came of judging one rule. */
export type Outcome = "pass" | "fail" | "warn" | "observed" | "inconclusive" | "skipped";

/** What came of a whole run. */
export type Verdict = "conformant" | "not-conformant" | "inconclusive";

/** Whether `value` is a JSON object, and neither `null` nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
