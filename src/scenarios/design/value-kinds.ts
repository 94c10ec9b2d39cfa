import type { Level } from "./factor.ts";

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
/** Begins with one of these and ends in the mark. */
const beginning =
  (...from: string[]): ValueKind["make"] =>
  ({ pick, mark }) =>
    `${pick(from)} ${mark}`;
/** One of these as it is: a mark would make it another kind. */
const exactly =
  (...from: string[]): ValueKind["make"] =>
  ({ pick }) =>
    pick(from);

/** Kinds of values, ordinary ones first. */
export const VALUE_KINDS: readonly ValueKind[] = [
  text("plain text", "what every integration sends", beginning("ord_123", "high", "Some text", "pro")),
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
      `${1970 + (unique % 100)}${pick(["-01-31", "-01-31T23:59:59+02:00", "-12-01T00:00:00.000Z"])}`,
    (value) => value.replace("-01", "-1"),
  ),
  text(
    "link",
    "shortened, encoded, or fetched",
    ({ pick, mark }) =>
      `${pick(["https://example.com/a?b=c&d=%20#e", "HTTPS://Example.COM/", "www.example.com/?q=", "mailto:ann@example.com?subject="])}${mark}`,
    (value) => `${value}/`,
  ),
  text(
    "e-mail",
    "folded, or masked as personal data",
    ({ pick, mark }) => `${pick(["Some.One", "ann+tag"])}.${mark.replace(/\W/g, ".")}@Example.COM`,
    (value) => value.toLowerCase(),
  ),
  text(
    "word for a value",
    "turned into that value",
    exactly("true", "false", "null", "undefined", "NaN", "[object Object]"),
    (value) => value.toUpperCase(),
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
    "200 characters",
    "cut at a short column",
    ({ mark }) => `${"long text ".repeat(20)}`.slice(0, 200 - mark.length) + mark,
  ),
  text("empty", "dropped as missing", exactly(""), () => " "),
  text("zero-like", "dropped as falsy", exactly("0", "00", "0.0"), (value) => `${value}0`),
  text(
    "padded",
    "trimmed",
    ({ pick, mark }) => pick([`  ${mark}`, `${mark}  `, `\t${mark}`, " "]),
    (value) => value.trim(),
  ),
  text(
    "markup",
    "escaped, unescaped or stripped",
    beginning("<b>bold</b> & \"quoted\" 'single'", "&amp; &lt;", "<script>x</script>", "a < b > c"),
  ),
  text("escapes", "undone", beginning("back\\slash \\n \\u0041", "%41%20b 100%", "a+b", "\\x41")),
  text(
    "template or query",
    "evaluated",
    beginning("${1+1} {{1+1}}", "'; DROP TABLE sessions; --", "=1+1", "$(id)", "#{7}"),
  ),
  text("separators", "split", beginning("a,b;c|d", "k: v", "a\u00a0b", "x=y&z")),
  text(
    "other scripts",
    "replaced",
    beginning(
      "\u65e5\u672c\u8a9e",
      "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
      "\u043f\u0440\u0438\u0432\u0435\u0442",
      "\u0130\u0131 \u00df \u03c2",
    ),
  ),
  text("decomposed", "composed", beginning("cafe\u0301", "\ufb01 \u2167 \u00bd", "sen\u0303al"), (value) =>
    value.normalize("NFC") === value ? value.normalize("NFKC") : value.normalize("NFC"),
  ),
  text(
    "emoji",
    "cut at the astral plane",
    beginning("\u{1f600}", "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}", "\u{1d4b3} :smile:"),
  ),
  text("invisible", "removed", beginning("\u200bzero\u200bwidth", "\ufeffbom", "soft\u00adhyphen"), (value) =>
    value.replace(/[\u200b\ufeff\u00ad]/g, ""),
  ),
  text(
    "control characters",
    "removed, or line ends made alike",
    beginning("line\nbreak", "carriage\r\nreturn", "\u0001\u001f", "\u2028"),
  ),
  text(
    "very long",
    "cut at a column",
    ({ pick, mark }) => "x".repeat(pick([254, 255, 500, 1023, 2047, 4095]) - mark.length) + mark,
  ),
  number(
    "whole number",
    "a sign or a type lost",
    ({ pick, unique }) => pick([unique, -unique, unique * 1_000_000]),
    (value) => value + 1,
  ),
  number(
    "decimal",
    "rounded",
    ({ pick, unique }) =>
      pick([unique + 0.99, unique + 0.1, unique / 7 / 1000].map((each) => Number(each.toPrecision(12)))),
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
    ({ pick }) =>
      pick([
        1e21,
        1e-7,
        9_007_199_254_740_994,
        3.5e38,
        Number.MIN_VALUE,
        Number.MAX_VALUE,
        123_456_789.12345679,
      ]),
    (value) => value / 2,
  ),
  {
    name: "true",
    reason: "turned into a text or a number",
    takenBy: "session",
    make: () => true,
    near: () => "true",
  },
  { name: "false", reason: "dropped as falsy", takenBy: "session", make: () => false, near: () => 0 },
];

export const valueKind = new Map(VALUE_KINDS.map((each) => [each.name, each]));
