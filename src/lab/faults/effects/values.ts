import type { Json } from "../../../json/json.ts";
import { changing, deletingBy, overlooking } from "../changes.ts";
import { CONTEXTS, type Effect, PLACES } from "../effect.ts";
import { RECORDS, type RecordKind } from "../entry.ts";

type NumberChange = readonly [name: string, description: string, change: (value: number) => Json];

const INT_32 = 2 ** 31;

const numberChanges: readonly NumberChange[] = [
  ["stringified", "turns numbers into strings", String],
  ["in-32-bits", "keeps numbers in 32 bits", (value) => finite(Math.fround(value), value)],
  ["made-whole", "cuts numbers to whole ones", Math.trunc],
  [
    "rounded-to-cents",
    "keeps two digits behind the point",
    (value) => finite(Number(value.toFixed(2)), value),
  ],
  [
    "rounded-to-six-digits",
    "keeps six digits behind the point",
    (value) => finite(Number(value.toFixed(6)), value),
  ],
  [
    "in-15-digits",
    "keeps fifteen digits of a number",
    (value) => finite(Number(value.toPrecision(15)), value),
  ],
  [
    "clamped",
    "keeps whole numbers within 32 bits",
    (value) => Math.max(-INT_32, Math.min(INT_32 - 1, value)),
  ],
  [
    "wrapped",
    "wraps large whole numbers around at 32 bits",
    (value) => (Number.isSafeInteger(value) ? value | 0 : value),
  ],
  ["without-sign", "drops the sign of numbers", Math.abs],
  [
    "large-stringified",
    "turns unsafe whole numbers into strings",
    (value) => (Math.abs(value) > Number.MAX_SAFE_INTEGER ? String(value) : value),
  ],
  ["small-made-zero", "makes zero of tiny numbers", (value) => (Math.abs(value) < 1e-6 ? 0 : value)],
  ["as-flags", "makes booleans of 0 and 1", (value) => (value === 0 || value === 1 ? value === 1 : value)],
];

/** Numbers that every integration sends: what alters one of these breaks what the page states. */
const ORDINARY = [0, 1, -1, 4711, -4711, 471_100_000, 149.99, 4711.1, 0.6729, 2 ** 36 + 1];

type BooleanChange = readonly [name: string, description: string, change: (value: boolean) => Json];

const booleanChanges: readonly BooleanChange[] = [
  ["stringified", "turns booleans into strings", String],
  ["as-numbers", "turns booleans into 0 and 1", Number],
  ["as-letters", "turns booleans into t and f", (value) => (value ? "t" : "f")],
  ["all-true", "makes true of every boolean", () => true],
];

/** Numbers and booleans that come back otherwise, and values that are lost for being empty in some sense. */
export const valueEffects: readonly Effect[] = [
  ...numberChanges.map(
    ([name, description, change]): Effect => ({
      name: `session-numbers-${name}`,
      description: `${description} in session data`,
      rules: [
        ORDINARY.some((value) => change(value) !== value)
          ? "session-data/numbers-come-back"
          : "session-data/unusual-come-back",
      ],
      triggers: CONTEXTS,
      apply: changing("session", ({ key, value }) => [
        [key, typeof value === "number" ? change(value) : value],
      ]),
    }),
  ),
  ...booleanChanges.map(
    ([name, description, change]): Effect => ({
      name: `session-booleans-${name}`,
      description: `${description} in session data`,
      rules: ["session-data/booleans-come-back"],
      triggers: CONTEXTS,
      apply: changing("session", ({ key, value }) => [
        [key, typeof value === "boolean" ? change(value) : value],
      ]),
    }),
  ),
  {
    name: "session-values-stringified",
    description: "turns all session data into strings",
    rules: ["session-data/numbers-come-back", "session-data/booleans-come-back"],
    triggers: PLACES,
    apply: changing("session", ({ key, value }) => [[key, String(value)]]),
  },
  dropping("session", "falsy-values", "values that are falsy", (value) => !value),
  dropping("session", "zeros", "the number 0", (value) => value === 0),
  dropping("session", "false", "the boolean false", (value) => value === false),
  dropping("session", "numbers", "numbers", (value) => typeof value === "number"),
  dropping("session", "booleans", "booleans", (value) => typeof value === "boolean"),
  ...RECORDS.flatMap((record) => [
    dropping(record, "empty-strings", "empty strings", (value) => value === ""),
    dropping(
      record,
      "blank-strings",
      "blank strings",
      (value) => typeof value === "string" && value.trim() === "",
    ),
    dropping(
      record,
      "null-words",
      "the strings null and undefined",
      (value) => value === "null" || value === "undefined",
    ),
  ]),
  ...(["number", "boolean"] as const).map(
    (type): Effect => ({
      name: `contact-${type}s-kept`,
      description: `takes a ${type} as contact data, and does not make a string of it`,
      rules: ["contact-data/others-become-strings"],
      triggers: [],
      apply: overlooking("contact", ({ value }) => typeof value === type),
    }),
  ),
  ...RECORDS.map(
    (record): Effect => ({
      name: `${record}-keys-deleted-by-empty-strings`,
      description: `deletes a key of ${record} data that is sent with an empty string`,
      rules: [`${record}-data/sent-keys-added`],
      triggers: [],
      apply: deletingBy(record, ""),
    }),
  ),
];

function dropping(record: RecordKind, name: string, what: string, fits: (value: Json) => boolean): Effect {
  return {
    name: `${record}-${name}-dropped`,
    description: `drops ${what} from what is sent as ${record} data`,
    rules: [`${record}-data/sent-keys-added`],
    triggers: CONTEXTS,
    apply: changing(record, ({ key, value }) => (fits(value) ? [] : [[key, value]])),
  };
}

// JSON has no infinite numbers: what a rounding cannot hold stays as it is.
function finite(rounded: number, value: number): number {
  return Number.isFinite(rounded) ? rounded : value;
}
