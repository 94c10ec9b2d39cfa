import { type Kind, kind } from "./factor.ts";

const words = (...lines: string[]) => lines.flatMap((line) => line.split(" "));
const LONG = "k_alpha_beta_gamma_dlt_";

/**
 * Kinds of keys, ordinary ones first: a fixed, documented list, since some platforms keep every key name for ever. Each
 * member is one key, or two that a careless provider takes for one.
 */
export const KEY_KINDS: readonly Kind<string | readonly [string, string]>[] = [
  kind(
    "ordinary",
    "what every integration sends",
    ...words(
      "order_id utmSource Locale cart_value priority plan region account-tier step_2_done a",
      "x1 seats renewalMonth lead-score vip shop coupon device address metadata company location",
    ),
  ),
  kind(
    "member name",
    "taken for a member of the record or of the request",
    ...words(
      "status name id email created_at ticket_number type phone_number channel text",
      "contact sender custom_data",
    ),
  ),
  kind(
    "reserved word",
    "a column, keyword or method of a database or a map",
    ...words("select order group index table primary size ttl keys values count default class method"),
  ),
  kind("length", "taken for an array", "length"),
  kind("literal", "taken for a value", ...words("null undefined true false NaN Infinity on y")),
  kind("64 characters", "cut at a short column", "k".repeat(64), `${LONG}${LONG}_last_of_64_ch`),
  kind("case twins", "one folded onto the other", ["Tier", "tier"], ["userId", "userid"], ["SKU", "sku"]),
  kind(
    "equal beginnings",
    "cut or indexed at 32 characters",
    [`${LONG}_equal_until_here_a`, `${LONG}_equal_until_here_b`],
    [`${LONG}${LONG}x`, `${LONG}${LONG}y`],
  ),
  kind(
    "one inside the other",
    "matched as a prefix or by search",
    ["stage", "stage_name"],
    ["date", "update"],
    ["ref", "ref2"],
  ),
  kind("space twins", "trimmed onto each other", ["lead", " lead"], ["trail", "trail "]),
  kind(
    "separator twins",
    "slugged onto each other",
    ["user_id", "user-id"],
    ["top_level", "top level"],
    ["net", "net_"],
  ),
  kind("dot twins", "one expanded into the other", ["top", "top.sub"], ["deep", "deep.a.b"]),
  kind("slash", "taken for a path or a pointer", "a/b", "path/to/key", "/lead", "trail/"),
  kind("tilde", "taken for an escape of a JSON pointer", "a~b", "a~1b", "~0"),
  kind("dot", "expanded at the dot", "a.b", ".lead", "trail.", "a..b"),
  kind("brackets", "expanded at the bracket", "a[0]", "a[b]", "a[]", "[0]"),
  kind("braces", "taken for a template or an array of PostgreSQL", "{a}", "{{name}}", "${key}", "{a,b}"),
  kind("comma", "split at the comma", "a,b", "last, first", ","),
  kind("wildcard", "matched as a pattern", "*", "a*", "wh?t", "a.*"),
  kind("space", "trimmed, or replaced", "with space", " lead", "trail ", "two  spaces"),
  kind("quote", "escaped, or ends a text", "it's", 'say "hi"', "`tick`"),
  kind("quote twins", "one unquoted onto the other", ["label", '"label"'], ["source", '"source"']),
  kind("backslash", "unescaped", "back\\slash", "C:\\dir", "\\n"),
  kind("percent", "percent-decoded", "100%", "%2e", "%41%20b"),
  kind("ampersand", "split, or unescaped as HTML", "a&b", "&amp;", "<k>&lt;"),
  kind("equals", "split at the sign", "a=b", "=sum", "key="),
  kind("plus", "decoded to a space", "a+b", "+1"),
  kind("semicolon or bar", "split at the sign", "a;b", "a|b", "a;--"),
  kind("hash", "taken for a fragment", "#hash", "a#b"),
  kind("leading dash", "taken for an option", "-flag", "--", "-x"),
  kind("dollar", "taken for an operator, or dropped", "$set", "a$b", "$"),
  kind("at", "taken for linked data", "@type", "me@home"),
  kind("colon", "taken for a namespace", "a:b", "ns::key", ":lead"),
  kind("dunder", "taken for a system's own", "__v", "__typename", "_id", "_rev"),
  kind("leading digit", "no identifier", "1st", "2fa", "3d_model"),
  kind("digits only", "taken for an index, or sorted first", "0", "123", "4711"),
  kind("number-like", "taken for a number", "1.5", "-1", "1e3", "007"),
  kind(
    "non-ASCII",
    "replaced, or cut between bytes",
    "caf\u00e9",
    "\u043a\u043b\u044e\u0447",
    "\u952e",
    "\ufb01n",
  ),
  kind(
    "composition twins",
    "composed onto each other",
    ["se\u00f1al", "sen\u0303al"],
    ["\u212aelvin", "Kelvin"],
  ),
  kind("emoji", "cut at the astral plane", "\u{1f600}", "a\u{1f600}b", "\u{1f469}\u200d\u{1f467}"),
  kind("invisible", "removed", "\u200b", "a\u00adb", "\ufeffbom"),
  kind("line break", "taken for the end", "line\nbreak", "tab\there"),
  kind("empty", "dropped as missing", ""),
  kind("__proto__", "changes the prototype of a careless map", "__proto__"),
  kind(
    "prototype names",
    "found on Object.prototype",
    ...words("constructor toString hasOwnProperty valueOf prototype __defineGetter__"),
  ),
  kind("toJSON", "called when the record is written out", "toJSON"),
  kind("secret names", "masked as a secret", "password", "token", "secret", "api_key"),
  kind(
    "very long",
    "cut, or too long for an index",
    `${"v".repeat(64)}x`,
    `${"w".repeat(128)}x`,
    `${"z".repeat(255)}x`,
  ),
];

/** Every key of the kinds, and why it is tried. */
export const ODD_KEYS: ReadonlyMap<string, string> = new Map(
  KEY_KINDS.flatMap(({ members, reason }) => members.flat().map((key): [string, string] => [key, reason])),
);
