import type { Json } from "../../../json/json.ts";
import type { StringChange } from "./string-change.ts";

/** Strings that are taken for something else. */
export const stringReadings: readonly StringChange[] = [
  ["read-as-numbers", "turns numeric strings into numbers", numberIn],
  ["numbers-rewritten", "writes numeric strings as it writes numbers", (text) => String(numberIn(text))],
  [
    "read-as-booleans",
    "turns the strings true and false into booleans",
    (text) => (text === "true" || text === "false" ? text === "true" : text),
  ],
  [
    "letters-read-as-booleans",
    "writes the letters y, n, t and f as true and false",
    (text) => (/^(y|n|t|f)$/i.test(text) ? String(/y|t/i.test(text)) : text),
  ],
  ["switches-read-as-booleans", "turns the word on into true", (text) => (text === "on" ? true : text)],
  [
    "codes-in-capitals",
    "writes words of two letters in capitals",
    (text) => (/^[a-z]{2}$/.test(text) ? text.toUpperCase() : text),
  ],
  [
    "days-put-before-months",
    "writes dates in another order",
    (text) => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$1-$2"),
  ],
  [
    "amounts-rewritten",
    "writes amounts of money as numbers",
    (text) => text.replace(/^\$([\d,]+\.\d\d)$/, (_, it: string) => it.replaceAll(",", "")),
  ],
  [
    "percentages-read-as-numbers",
    "turns percentages into parts of one",
    (text) => (/^\d+%$/.test(text) ? Number.parseInt(text, 10) / 100 : text),
  ],
  [
    "decimal-commas-read-as-points",
    "turns texts with a decimal comma into numbers",
    (text) => (/^\d+,\d+$/.test(text) ? Number(text.replace(",", ".")) : text),
  ],
  [
    "uuids-lower-cased",
    "writes UUIDs in lower case",
    (text) => (/^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/.test(text) ? text.toLowerCase() : text),
  ],
  [
    "personal-numbers-masked",
    "masks what may be the number of a person",
    (text) => text.replace(/\d{3}-\d\d-\d{4}/g, "***"),
  ],
  [
    "network-addresses-masked",
    "masks the end of network addresses",
    (text) => text.replace(/\b(\d+\.\d+\.\d+)\.\d+\b/, "$1.0"),
  ],
  ["read-as-json", "parses strings that look like JSON", jsonIn],
  [
    "dates-rewritten",
    "writes dates and times in UTC",
    (text) => (/^\d{4}-\d\d-\d\d/.test(text) ? timeIn(text) : text),
  ],
  [
    "times-given-milliseconds",
    "writes times in UTC with milliseconds",
    (text) => text.replace(/(T\d\d:\d\d:\d\d)Z$/, "$1.000Z"),
  ],
  [
    "split-at-commas",
    "makes lists of words with commas between them",
    (text) => (/^\w+(,\w+)+$/.test(text) ? text.split(",") : text),
  ],
  [
    "null-words-emptied",
    "empties the strings null and undefined",
    (text) => (text === "null" || text === "undefined" ? "" : text),
  ],
];

function numberIn(text: string): Json {
  return /^-?\d+(\.\d+)?(e\d+)?$/.test(text) ? Number(text) : text;
}

function jsonIn(text: string): Json {
  try {
    return /^[[{]/.test(text) ? (JSON.parse(text) as Json) : text;
  } catch {
    return text;
  }
}

function timeIn(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
