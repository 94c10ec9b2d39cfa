import type { StringChange } from "./string-change.ts";

/** Strings that meet an encoding, a collation or a tidy mind. */
export const unicodeChanges: readonly StringChange[] = [
  ["lower-cased", "lower-cases strings", (text) => text.toLowerCase()],
  ["composed", "normalises strings to NFC", (text) => text.normalize("NFC")],
  ["decomposed", "normalises strings to NFD", (text) => text.normalize("NFD")],
  ["compatibility-folded", "normalises strings to NFKC", (text) => text.normalize("NFKC")],
  [
    "stripped-of-accents",
    "strips accents from strings",
    (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, ""),
  ],
  [
    "ascii-only",
    "puts a question mark in the place of everything outside ASCII",
    (text) => text.replace(/[^\p{ASCII}]/gu, "?"),
  ],
  [
    "latin-1-only",
    "puts a question mark in the place of everything outside Latin-1",
    (text) => text.replace(/[\u{100}-\u{10ffff}]/gu, "?"),
  ],
  [
    "icelandic-replaced",
    "puts a question mark in the place of letters that the Mac did not have",
    (text) => text.replace(/[\u00d0\u00dd\u00de\u00f0\u00fd\u00fe]/g, "?"),
  ],
  [
    "cut-at-255-bytes",
    "cuts strings at 255 bytes of UTF-8",
    (text) =>
      Buffer.from(text).length > 255
        ? Buffer.from(text)
            .subarray(0, 255)
            .toString()
            .replace(/\ufffd$/, "")
        : text,
  ],
  ["read-as-latin-1", "reads UTF-8 as Latin-1", (text) => Buffer.from(text, "utf8").toString("latin1")],
  [
    "cut-at-astral",
    "cuts strings at the first character of four bytes",
    (text) => text.replace(/[\u{10000}-\u{10ffff}].*/su, ""),
  ],
  [
    "astral-replaced",
    "puts U+FFFD in the place of characters of four bytes",
    (text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, "\ufffd"),
  ],
  [
    "invisible-removed",
    "removes invisible characters",
    (text) => text.replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, ""),
  ],
  [
    "spaces-made-plain",
    "makes plain spaces of all other ones",
    (text) => text.replace(/[\u00a0\u2000-\u200a]/g, " "),
  ],
  [
    "typography-made-plain",
    "makes typewriter marks of typographic ones",
    (text) =>
      text
        .replace(/[\u201c\u201d]/g, '"')
        .replaceAll("\u2014", "-")
        .replaceAll("\u2026", "..."),
  ],
  ["controls-removed", "removes control characters from strings", (text) => text.replace(/\p{Cc}/gu, "")],
  ["line-ends-rewritten", "writes every line end as CR LF", (text) => text.replace(/\r?\n/g, "\r\n")],
  ["cut-at-nul", "cuts strings at U+0000", (text) => text.replace(/\0.*/s, "")],
  ["surrogates-replaced", "puts U+FFFD in the place of unpaired surrogates", (text) => text.toWellFormed()],
];
