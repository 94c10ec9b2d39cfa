/** Controls, the characters that reverse or hide text in a terminal or a review, and what is no character at all. */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Text of a provider or consumer, made safe to show: what cannot be seen, or hides something, is written as escapes. */
export function plain(text: string): string {
  return text.replace(UNSAFE, (char) => (char === "\n" ? "\\n" : `\\u${hex(char.codePointAt(0)!)}`));
}

/** A value as JSON in which nothing hides. */
export function plainJson(value: unknown, indent?: number): string {
  return escapedJson(JSON.stringify(value, null, indent));
}

/** The same JSON, with what `plain` escapes as escapes of JSON, which stand only in its texts; its own white space stays. */
export function escapedJson(json: string): string {
  return json.replace(UNSAFE, (char) =>
    /[\n\r\t]/.test(char) ? char : char.replace(/[\s\S]/g, (unit) => `\\u${hex(unit.charCodeAt(0))}`),
  );
}

function hex(code: number): string {
  return code.toString(16).padStart(4, "0");
}

/** Cut to so many characters, with the length of the whole. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** How much of one untrusted text a written report shows, in characters. */
const MOST = 2000;

/** Untrusted text for a written report: safe to show, and bounded. */
export function shown(text: string): string {
  return plain(cut(text, MOST));
}
