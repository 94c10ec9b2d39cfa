/** Controls, the characters that reverse or hide text in a terminal or a review, and what is no character at all. */
export const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Text of a provider or consumer, made safe to show: what cannot be seen, or hides something, is written as escapes. */
export function plain(text: string): string {
  return text.replace(UNSAFE, (char) =>
    char === "\n" ? "\\n" : `\\u${char.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}

/** A value as JSON in which nothing hides: what `plain` escapes stands only in its texts, where an escape means the same. */
export function plainJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE, (char) =>
    char === "\n"
      ? char
      : [...Array(char.length).keys()]
          .map((index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, "0")}`)
          .join(""),
  );
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
