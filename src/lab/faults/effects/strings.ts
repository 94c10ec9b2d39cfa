import { changing } from "../changes.ts";
import { CONTEXTS, type Effect } from "../effect.ts";
import { RECORDS } from "../entry.ts";
import { markupChanges } from "./string-markup.ts";
import { stringReadings } from "./string-readings.ts";
import { unicodeChanges } from "./string-unicode.ts";

/** Texts that every integration sends: what alters one of these breaks what the page states. */
const ORDINARY = [
  "Some text; ord_123, a|b: c",
  "04711",
  "-12.50",
  "+1 555 010 4711",
  "2026-01-31T23:59:59+02:00",
  "HTTPS://Example.COM/a?b=c%20d#e",
  "Some.One@Example.COM",
  "4000123412345678",
  "null",
  "NaN",
  "true",
  '{"a":"b"}',
  "caf\u00e9 Z\u00fcrich",
  "long ".repeat(39).trim(),
  "%41%20b 100% a+b",
  "back\\slash \\n \\u0041",
  "'; DROP TABLE sessions; --",
  "=1+1",
  "O'Brien",
  "two  spaces :) :smile:",
  "http://example.com",
  "https://example.com/?utm_source=mail",
  "$1,234.50",
  "50%",
  "1,5",
  "y",
  "123-45-6789",
  "203.0.113.7",
  "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
  "\u0141\u00f3d\u017a",
  "\u00de\u00f3r",
  "red,green",
  "on",
  "en",
  "01/02/2026",
  "2026-01-31T10:00:00Z",
  "https://example.com/",
  "R&D",
  "\u00f6".repeat(200),
];

/** Strings that come back otherwise than they went in. */
export const stringEffects: readonly Effect[] = RECORDS.flatMap((record) =>
  [...markupChanges, ...unicodeChanges, ...stringReadings].map(
    ([name, description, change]): Effect => ({
      name: `${record}-strings-${name}`,
      description: `${description} in ${record} data`,
      rules: [
        ORDINARY.some((text) => change(text) !== text)
          ? `${record}-data/strings-come-back`
          : `${record}-data/unusual-come-back`,
      ],
      triggers: CONTEXTS,
      apply: changing(record, ({ key, value }) => [[key, typeof value === "string" ? change(value) : value]]),
    }),
  ),
);
