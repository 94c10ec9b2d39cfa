/**
 * What a gateway in front of a provider may take for an attack, and refuse by itself: markup, queries, templates, operators
 * of databases, names of JavaScript's own, paths, encoded and control characters. Classes as in the OWASP core rule set.
 */
const ATTACKS: readonly RegExp[] = [
  /<\s*[a-z/!]/gi,
  /['"`]\s*(;|or\b|and\b|union\b)|drop\s+table|;\s*--/gi,
  /\$\{|\{\{|#\{|<%/g,
  /^\s*\$|\{\s*"?\$/g,
  /__\w+__|\b(constructor|prototype|toString|valueOf|hasOwnProperty)\b/g,
  /\.\.\/|^\/|%[0-9a-f]{2}/gi,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000e-\u001f]|\\u00[01]/g,
  /`[^`]*`/g,
];

/** Whether a key, a value or a text looks like an attack: it goes to providers elsewhere only if the user asks for it. */
export function looksLikeAnAttack(text: string): boolean {
  return ATTACKS.some((pattern) => text.search(pattern) >= 0);
}

/** The text with a dash in the place of whatever looks like an attack. */
export function withoutAttack(text: string): string {
  return ATTACKS.reduce((all, pattern) => all.replace(pattern, "-"), text);
}
