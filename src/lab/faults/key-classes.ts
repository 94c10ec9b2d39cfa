/** A class of keys that a provider may treat in a way of its own. */
export interface KeyClass {
  readonly name: string;
  /** Ends "for keys ...". */
  readonly description: string;
  readonly fits: (key: string) => boolean;
  /** Ordinary keys: what the page states holds for them. */
  readonly isOrdinary?: true;
}

const odd = (name: string, description: string, fits: RegExp | KeyClass["fits"]): KeyClass => ({
  name,
  description,
  fits: fits instanceof RegExp ? (key) => fits.test(key) : fits,
});
const ordinary = (...described: Parameters<typeof odd>): KeyClass => ({
  ...odd(...described),
  isOrdinary: true,
});

/** Classes by what a key holds, begins with, or is called. */
export const KEY_CLASSES: readonly KeyClass[] = [
  ordinary("upper-case", "with an upper-case letter", /[A-Z]/),
  ordinary("identifier", "called id", /^id$/),
  ordinary("length", "called length", /^length$/),
  ordinary("reserved", "that are words of SQL", /^(select|order|group|index|table|primary|default|values)$/),
  odd("dotted", "with a dot", /\./),
  odd("slash", "with a slash", /\//),
  odd("backslash", "with a backslash", /\\/),
  odd("tilde", "with a tilde", /~/),
  odd("quote", "with a quote", /['"`]/),
  odd("comma", "with a comma", /,/),
  odd("bracket", "with a bracket", /[[\]]/),
  odd("brace", "with a brace", /[{}]/),
  odd("wildcard", "with an asterisk or a question mark", /[*?]/),
  odd("percent", "with a percent sign", /%/),
  odd("ampersand", "with an ampersand", /&/),
  odd("equals", "with an equals sign", /=/),
  odd("plus", "with a plus sign", /\+/),
  odd("semicolon", "with a semicolon or a bar", /[;|]/),
  odd("hash", "with a hash", /#/),
  odd("colon", "with a colon", /:/),
  odd("at", "with an at sign", /@/),
  odd("dollar", "with a dollar sign", /\$/),
  odd("leading-dash", "that begin with a dash", /^-/),
  odd("leading-digit", "that begin with a digit", /^\d/),
  odd("underscored", "that begin with an underscore", /^_/),
  odd("numeric", "that are numbers", /^-?\d+(\.\d+)?$/),
  odd("empty", "that are empty", /^$/),
  odd("falsy", "that are empty or 0", /^0?$/),
  odd("padded", "with a space at either end", (key) => key !== key.trim()),
  odd("spaced", "with white space", /\s/),
  odd("line-break", "with a line break or a tab", /[\n\t]/),
  odd("non-ascii", "with a character outside ASCII", /[^\p{ASCII}]/u),
  odd("astral", "with a character of four bytes", /[\u{10000}-\u{10ffff}]/u),
  odd("invisible", "with an invisible character", /[\u200b\u00ad\ufeff]/),
  odd("proto", "called __proto__", /^__proto__$/),
  odd(
    "prototype",
    "that JavaScript finds on prototypes",
    (key) => key in Object.prototype || key === "prototype",
  ),
  odd("to-json", "called toJSON", /^toJSON$/),
  odd("secret", "named like a secret", /^(password|token|secret|api_key)$/),
  odd("over-64-characters", "of more than 64 characters", (key) => key.length > 64),
];
