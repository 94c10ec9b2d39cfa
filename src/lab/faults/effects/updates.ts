import { escaped } from "../../../escaped.ts";
import type { Json } from "../../../json/json.ts";
import { changing, keyValuePairs, merging } from "../changes.ts";
import { CONTEXTS, type Effect } from "../effect.ts";
import { RECORDS, type RecordKind } from "../entry.ts";
import { refusingEntries } from "../refusing.ts";

/** How a new value is compared with the one before: where both come to the same, the update is taken for none. */
type Comparison = readonly [
  name: string,
  description: string,
  folded: (value: Json) => unknown,
  rule?: "unusual-come-back",
];

/** Turns texts alone into what is compared. */
const ofTexts = (fold: (text: string) => string) => (value: Json) =>
  typeof value === "string" ? fold(value) : value;

const comparisons: readonly Comparison[] = [
  [
    "as-numbers",
    "as numbers, where they are some",
    (value) => (value === "" || Number.isNaN(Number(value)) ? value : Number(value)),
  ],
  ["without-case", "without regard to case", ofTexts((text) => text.toLowerCase())],
  [
    "without-punctuation",
    "by their letters and digits",
    ofTexts((text) => text.replace(/[^\p{L}\p{N}]/gu, "")),
  ],
  ["without-accents", "without accents", ofTexts((text) => text.normalize("NFD").replace(/\p{M}/gu, ""))],
  [
    "as-times",
    "as moments in time, where they are some",
    ofTexts((text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? String(Date.parse(text)) : text)),
  ],
  ["at-the-beginning", "by their first 32 characters", ofTexts((text) => text.slice(0, 32))],
  ["trimmed", "without the white space at their ends", ofTexts((text) => text.trim()), "unusual-come-back"],
  ["in-one-normal-form", "in one normal form", ofTexts((text) => text.normalize("NFC")), "unusual-come-back"],
  [
    "in-ascii",
    "without what is not ASCII",
    ofTexts((text) => text.replace(/[^\p{ASCII}]/gu, "")),
    "unusual-come-back",
  ],
];

/** Comparisons of values that only session data can have. */
const numberComparisons: readonly Comparison[] = [
  ["as-strings", "as strings", String],
  ["as-truths", "by whether they are falsy, where both are", (value) => value || false],
  [
    "in-cents",
    "with two digits behind the point",
    (value) => (typeof value === "number" ? value.toFixed(2) : value),
  ],
  ["as-floats", "in 32 bits", (value) => (typeof value === "number" ? Math.fround(value) : value)],
];

/** Keys that are there, and whose new value goes nowhere, or elsewhere. */
export const updateEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  ...[...comparisons, ...(record === "session" ? numberComparisons : [])].map(
    ([name, description, folded, rule = "sent-keys-updated"]): Effect => ({
      name: `${record}-updates-compared-${name}`,
      description: `leaves a key of ${record} data as it is where its old and new value are equal when compared ${description}`,
      rules: [`${record}-data/${rule}`],
      triggers: CONTEXTS,
      apply: changing(record, ({ key, value, held }) =>
        held !== undefined && folded(held) === folded(value) ? [] : [[key, value]],
      ),
    }),
  ),
  {
    name: `${record}-updates-written-elsewhere`,
    description: `writes the new value of a known key of ${record} data under another name`,
    rules: [`${record}-data/sent-keys-updated`],
    triggers: ["key-class", "ordinary-key-class"],
    apply: changing(record, ({ key, value, held }) => [[held === undefined ? key : `${key}_2`, value]]),
  },
  {
    name: `refuses-updates-of-unusual-keys-of-${record}-data`,
    description: `takes an unusual key of ${record} data once, and refuses it when it is updated`,
    rules: [`${record}-data/unusual-updated`],
    triggers: ["key-class"],
    apply: refusingEntries(400, record, ({ key, held }) => held !== undefined && !isPlainName(key)),
  },
  matched(record, "as-patterns", "whose names match it as a pattern", isMatchedBy),
  matched(record, "by-their-beginning", "whose names begin with it", (key, other) => other.startsWith(key)),
  matched(
    record,
    "by-their-end",
    "whose names end with it",
    (key, other) => other.endsWith(key),
    "unusual-come-back",
  ),
]);

/** Names that every integration uses: a letter first, then letters, digits, `_` and `-`. */
const isPlainName = (key: string) => /^[A-Za-z][\w-]*$/.test(key);

/** Whether a key with an asterisk, a question mark or a percent sign matches another one as a pattern. */
function isMatchedBy(key: string, other: string): boolean {
  const pattern = escaped(key)
    .replace(/\\[*]|%/g, ".*")
    .replace(/\\[?]/g, ".");
  return /[*?%]/.test(key) && new RegExp(`^${pattern}$`, "s").test(other);
}

/** Lets the value of a key overwrite those of others, too. */
function matched(
  record: RecordKind,
  name: string,
  description: string,
  matches: (key: string, other: string) => boolean,
  rule = "strings-come-back",
): Effect {
  return {
    name: `${record}-keys-matched-${name}`,
    description: `overwrites all keys of ${record} data ${description} when a key is sent`,
    rules: [`${record}-data/${rule}`],
    triggers: CONTEXTS,
    apply: merging(record, (seen, sent) => {
      const overwritten = sent.flatMap(({ key, value }) =>
        [...seen.keys()]
          .filter((other) => key !== "" && matches(key, other))
          .map((other) => [other, value] as const),
      );
      return [...seen, ...overwritten, ...keyValuePairs(sent)];
    }),
  };
}
