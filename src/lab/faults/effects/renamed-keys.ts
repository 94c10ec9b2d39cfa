import { changing } from "../changes.ts";
import { CONTEXTS, type Effect } from "../effect.ts";
import { RECORDS } from "../entry.ts";

/** What becomes of a key; and what that breaks first, where it is not that keys come back. */
type Renaming = readonly [
  name: string,
  description: string,
  change: (key: string) => string,
  rule?: "sent-keys-added",
];

const renamings: readonly Renaming[] = [
  ["lower-cased", "lower-cases keys", (key) => key.toLowerCase()],
  ["trimmed", "trims keys", (key) => key.trim()],
  [
    "snake-cased",
    "writes keys in snake case",
    (key) => key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase(),
  ],
  [
    "camel-cased",
    "writes keys in camel case",
    (key) => key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
  ],
  ["dashes-replaced", "puts underscores in the place of dashes", (key) => key.replaceAll("-", "_")],
  ["dots-replaced", "puts underscores in the place of dots", (key) => key.replaceAll(".", "_")],
  ["dots-encoded", "puts U+FF0E in the place of dots", (key) => key.replaceAll(".", "\uff0e")],
  ["dollars-removed", "removes dollar signs from keys", (key) => key.replaceAll("$", "")],
  ["spaces-replaced", "puts underscores in the place of spaces", (key) => key.replaceAll(" ", "_")],
  ["cut-at-32", "cuts keys at 32 characters", (key) => key.slice(0, 32)],
  ["cut-at-64", "cuts keys at 64 characters", (key) => key.slice(0, 64)],
  ["cut-at-255", "cuts keys at 255 characters", (key) => key.slice(0, 255)],
  ["composed", "normalises keys to NFC", (key) => key.normalize("NFC")],
  ["compatibility-folded", "normalises keys to NFKC", (key) => key.normalize("NFKC")],
  ["ascii-only", "removes everything outside ASCII from keys", (key) => key.replace(/[^\p{ASCII}]/gu, "")],
  ["percent-encoded", "percent-encodes keys", (key) => encodeURIComponent(key.toWellFormed())],
  ["html-escaped", "escapes keys as HTML", (key) => key.replaceAll("&", "&amp;").replaceAll("<", "&lt;")],
  ["slugged", "keeps letters, digits and underscores of keys", (key) => key.replace(/\W+/g, "_")],
  [
    "percent-decoded",
    "percent-decodes keys",
    (key) => key.replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
  ],
  [
    "pointer-decoded",
    "reads keys as parts of a JSON pointer",
    (key) => key.replaceAll("~1", "/").replaceAll("~0", "~"),
  ],
  [
    "html-unescaped",
    "undoes HTML entities in keys",
    (key) => key.replaceAll("&amp;", "&").replaceAll("&lt;", "<"),
  ],
  ["backslashes-removed", "takes backslashes in keys for escapes", (key) => key.replace(/\\(.)/g, "$1")],
  ["quotes-removed", "removes quotes from keys", (key) => key.replace(/["'`]/g, "")],
  ["plus-decoded", "puts spaces in the place of plus signs in keys", (key) => key.replaceAll("+", " ")],
  [
    "cut-at-slash",
    "keeps what stands behind the last slash of a key",
    (key) => key.replace(/^.*\/(?=.)/s, ""),
  ],
  ["slashes-trimmed", "removes slashes from the ends of keys", (key) => key.replace(/^\/+|\/+$/g, "")],
  [
    "cut-at-comma",
    "keeps what stands before the first comma of a key",
    (key) => key.replace(/(?<=.),.*/s, ""),
  ],
  ["cut-at-hash", "keeps what stands before a hash in a key", (key) => key.replace(/(?<=.)#.*/s, "")],
  [
    "cut-at-equals",
    "keeps what stands before an equals sign in a key",
    (key) => key.replace(/(?<=.)=.*/s, ""),
  ],
  [
    "cut-at-semicolon",
    "keeps what stands before a semicolon in a key",
    (key) => key.replace(/(?<=.);.*/s, ""),
  ],
  [
    "cut-at-question-mark",
    "keeps what stands before a question mark in a key",
    (key) => key.replace(/(?<=.)\?.*/s, ""),
  ],
  [
    "cut-at-colon",
    "keeps what stands behind the last colon of a key",
    (key) => key.replace(/^.*:(?=.)/s, ""),
  ],
  ["dashes-trimmed", "removes dashes from the beginning of keys", (key) => key.replace(/^-+(?=.)/, "")],
  ["at-removed", "removes an at sign from the beginning of keys", (key) => key.replace(/^@/, "")],
  ["braces-removed", "removes braces from keys", (key) => key.replace(/[{}$]/g, "")],
  ["dots-trimmed", "removes dots from the ends of keys", (key) => key.replace(/^\.+|\.+$/g, "")],
  [
    "line-breaks-replaced",
    "puts spaces in the place of line breaks in keys",
    (key) => key.replace(/[\n\t]/g, " "),
  ],
  [
    "led-by-a-letter",
    "puts an underscore before keys that begin with a digit",
    (key) => key.replace(/^(?=\d)/, "_"),
  ],
  ["cut-at-128", "cuts keys at 128 characters", (key) => key.slice(0, 128)],
  ["prefixed", "puts cf_ before keys", (key) => `cf_${key}`, "sent-keys-added"],
  ["without-brackets", "removes brackets from keys", (key) => key.replace(/[[\]]/g, "")],
  ["unquoted", "removes the quotes around keys", (key) => key.replace(/^"(.*)"$/s, "$1")],
  ["controls-removed", "removes control characters from keys", (key) => key.replace(/\p{Cc}/gu, "")],
  [
    "numbers-rewritten",
    "writes numeric keys as whole numbers",
    (key) => (/^-?\d+(\.\d+)?$/.test(key) ? String(Math.trunc(Number(key))) : key),
  ],
];

/** Keys that every integration sends: what renames one of these breaks what the page states. */
const ORDINARY = ["order_id", "account-tier", "utmSource", "Locale", "step_2_done"];

/** Keys that come back under another name. */
export const renamedKeyEffects: readonly Effect[] = RECORDS.flatMap((record) =>
  renamings.map(
    ([
      name,
      description,
      change,
      rule = ORDINARY.some((key) => change(key) !== key) ? "keys-come-back" : "unusual-come-back",
    ]): Effect => ({
      name: `${record}-keys-${name}`,
      description: `${description} of ${record} data`,
      rules: [`${record}-data/${rule}`],
      triggers: CONTEXTS,
      apply: changing(record, ({ key, value }) => [[change(key), value]]),
    }),
  ),
);
