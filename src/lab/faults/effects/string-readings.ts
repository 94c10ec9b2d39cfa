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
  ["read-as-json", "parses strings that look like JSON", jsonIn],
  [
    "dates-rewritten",
    "writes dates and times in UTC",
    (text) => (/^\d{4}-\d\d-\d\d/.test(text) ? timeIn(text) : text),
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
