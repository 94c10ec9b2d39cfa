import { type Kind, kind, type Level } from "./factor.ts";

/** A value of custom data. */
export type Value = string | number | boolean;
/** What makes values of one kind differ from case to case and from write to write. */
export interface Maker {
  /** One of these, by the seed. */
  readonly pick: <T>(from: readonly T[]) => T;
  /** Ends in the tag of the case, and is the only one of the case. */
  readonly mark: string;
  /** A whole number that no other value of the case has, of four digits. */
  readonly unique: number;
}

/** A kind of value: how to make one, and one that some comparison takes for equal to it. */
export interface ValueKind extends Level {
  readonly takenBy: "both" | "session";
  readonly make: (it: Maker) => Value;
  readonly near: (value: Value) => Value;
}

const swapCase = (text: string) =>
  text.replace(/\p{L}/u, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
const spaced = (value: Value) => `${value} `;

function text(
  name: string,
  reason: string,
  make: ValueKind["make"],
  near: (value: string) => string = (value) => (swapCase(value) === value ? spaced(value) : swapCase(value)),
): ValueKind {
  return { name, reason, takenBy: "both", make, near: (value) => near(String(value)) };
}
function number(
  name: string,
  reason: string,
  make: (it: Maker) => number,
  near: (value: number) => Value,
): ValueKind {
  return { name, reason, takenBy: "session", make, near: (value) => near(value as number) };
}
/** All of these in one text, each first in its turn, with the mark at the end. */
const beginning =
  (...from: string[]): ValueKind["make"] =>
  ({ pick, mark }) => {
    const first = from.indexOf(pick(from));
    return `${[...from.slice(first), ...from.slice(0, first)].join(" ")} ${mark}`;
  };
/** One of these as it is: a mark would make it another kind. */
const exactly =
  (...from: string[]): ValueKind["make"] =>
  ({ pick }) =>
    pick(from);

/** Kinds of values, ordinary ones first. */
export const VALUE_KINDS: readonly ValueKind[] = [
  text(
    "plain text",
    "what every integration sends",
    beginning("ord_123", "high", "Some text", "a,b;c|d", "k: v"),
  ),
  text(
    "digits",
    "turned into a number, or a leading zero lost",
    ({ pick, unique }) => pick([`${unique}`, `0${unique}`, `${unique}.50`, `-${unique}`]),
    (value) => (value.startsWith("-") ? value.slice(1) : `0${value}`),
  ),
  text(
    "phone-like",
    "masked or reformatted as a phone number",
    ({ pick, unique }) => pick([`+1 555 010 ${unique}`, `(020) 7946 ${unique}`, `0049-30-${unique}`]),
    (value) => value.replace(/[ ()-]/g, ""),
  ),
  text(
    "date",
    "turned into a time, or moved to another zone",
    ({ pick, unique }) =>
      `${1970 + (unique % 100)}${pick(["-01-31", "-01-31T23:59:59+02:00", "-01-01T00:00:00.000Z"])}`,
    (value) => value.replace("-01", "-1"),
  ),
  text("address", "shortened, encoded or fetched, folded, or masked as personal data", ({ pick, mark }) =>
    pick([
      `https://example.com/a?b=c&d=%20#e${mark}`,
      `Some.One.${mark}@Example.COM`,
      `HTTPS://Example.COM/${mark}`,
      `ann+tag.${mark}@Example.COM`,
      `www.example.com/?q=${mark}`,
      `mailto:ann@example.com?subject=${mark}`,
    ]),
  ),
  text(
    "word for a value",
    "turned into that value, or dropped as falsy",
    exactly("true", "false", "null", "undefined", "NaN", "[object Object]", "0", "00"),
    (value) =>
      value.startsWith("0")
        ? `${value}0`
        : value.toUpperCase() === value
          ? value.toLowerCase()
          : value.toUpperCase(),
  ),
  text("JSON text", "parsed", ({ pick, mark }) =>
    pick([`{"a":"${mark}"}`, `["${mark}"]`, `"${mark}"`, `{"a":{"b":"${mark}"}}`]),
  ),
  text(
    "composed Latin",
    "bytes read in another encoding",
    beginning("caf\u00e9", "Z\u00fcrich", "\u00c5ngstr\u00f6m"),
  ),
  text(
    "nearly 200 characters",
    "cut at a short column",
    // A little less: what runs a failure again may have a longer tag.
    ({ mark }) => "long text ".repeat(20).slice(0, 190 - mark.length) + mark,
  ),
  text("empty", "dropped as missing", exactly(""), () => " "),
  text(
    "padded",
    "trimmed",
    ({ pick, mark }) => pick([`  ${mark}`, `${mark}  `, `\t${mark}`, " "]),
    (value) => value.trim(),
  ),
  text(
    "code",
    "escaped, unescaped, stripped, evaluated or decoded",
    beginning(
      "<b>bold</b> & \"quoted\" 'single'",
      "back\\slash \\n \\u0041",
      "&amp; &lt;",
      "%41%20b 100%",
      "a < b > c",
      "a+b",
      "${1+1} {{1+1}}",
      "'; DROP TABLE sessions; --",
      "=1+1",
    ),
  ),
  text(
    "beyond Latin",
    "replaced, composed, or cut at the astral plane",
    beginning(
      "\u65e5\u672c\u8a9e",
      "\u{1f600}",
      "\u0627\u0644\u0639\u0631",
      "\u{1f469}\u200d\u{1f467}",
      "\u043f\u0440\u0438",
      "\u{1d4b3} :smile:",
      "cafe\u0301",
      "\ufb01 \u2167 \u00bd",
      "\u201csmart\u201d \u2014 \u2026",
      "\u0130\u0131 \u00df \u03c2",
    ),
  ),
  text(
    "invisible",
    "removed, or line ends made alike",
    beginning(
      "\u200bzero\u200bwidth",
      "\ufeffbom",
      "a\u00a0b\u2003c",
      "line\nbreak",
      "carriage\r\nreturn",
      "\u0001\u001f",
      "\u2028",
    ),
  ),
  text(
    "very long",
    "cut at a column",
    ({ pick, mark }) => "x".repeat(pick([254, 255, 500, 1023, 2047, 4095]) - mark.length) + mark,
  ),
  number(
    "whole number",
    "a sign or a type lost",
    ({ pick, unique }) => pick([unique, -unique, unique * 100_000]),
    (value) => (value < 0 ? -value : value + 1),
  ),
  number(
    "decimal",
    "rounded",
    ({ pick, unique }) => Number(pick([unique + 0.99, unique + 0.1, unique / 7000]).toPrecision(12)),
    (value) => Number((value + 0.001).toPrecision(14)),
  ),
  number(
    "zero or one",
    "dropped as falsy, or turned into a boolean",
    ({ pick }) => pick([0, 1, -1]),
    (value) => (value === 0 ? false : String(value)),
  ),
  number(
    "large number",
    "beyond 32 bits",
    ({ unique }) => 2 ** 36 + unique,
    (value) => value + 1,
  ),
  number(
    "unusual number",
    "beyond safe integers, tiny, or with an exponent",
    ({ pick }) => pick([1e21, 1e-7, 9_007_199_254_740_994, 3.5e38, Number.MIN_VALUE, 123_456_789.12345679]),
    (value) => value * 2,
  ),
  {
    name: "boolean",
    reason: "turned into a text or a number, or dropped as falsy",
    takenBy: "session",
    make: ({ pick }) => pick([true, false]),
    near: (value) => String(value),
  },
];

/** Kinds of values of the value that is replaced, few, by how a careless comparison or merge looks at them. */
export const BEFORE_KINDS: readonly Kind<string>[] = [
  kind("a text", "the plain case", "plain text"),
  kind("an empty text", "taken for missing", "empty"),
  kind("digits", "compared as numbers", "digits", "word for a value"),
  kind("an odd text", "looked up by its content", "JSON text", "beyond Latin", "code", "padded", "invisible"),
  kind("a long text", "kept elsewhere", "nearly 200 characters", "very long"),
  kind("a number", "another type", "whole number", "decimal", "large number"),
  kind("a falsy value", "taken for missing", "zero or one", "boolean"),
];
