import { createHash } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import type { OutputDigest } from "../send-message/consumer-rules/consumer-case.ts";

/** A word that holds a digit: an id, a time, a duration, a status. */
const WORD_WITH_DIGIT = /[\w.+-]*\d[\w.+-]*(?::\d[\w.+-]*)*/g;

/**
 * What a program wrote, as two digests of its distinct lines: `exact` without the words that are likely to be others
 * in each run, as ids and times are, and `masked` without any number. The text itself is not kept: it may hold secrets.
 */
export function outputDigest(text: string): OutputDigest {
  const lines = stripVTControlCharacters(text).split(/\r?\n/);
  const digest = (mask: (word: string) => string) =>
    createHash("sha256")
      .update([...new Set(lines.map((line) => line.replace(WORD_WITH_DIGIT, mask)))].sort().join("\n"))
      .digest("hex")
      .slice(0, 16);
  return {
    exact: digest((word) => (/^\d{1,3}[.:]?$/.test(word) ? word : "#")),
    masked: digest(() => "#"),
  };
}
