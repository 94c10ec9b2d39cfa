import { shown } from "../plain.ts";

/** Markup that is safe to put into a page as it stands. Only `html` and `trusted` make it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: text is escaped, markup stays, lists are joined, `undefined` is nothing. */
export type Part = Html | string | number | undefined | readonly Part[];

/** A template of markup that escapes everything that is not markup itself, for elements and quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((markup, text, index) => markup + markupOf(parts[index - 1]) + text));
}

/** Text of our own files that is put in as it stands. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Text to be copied: escaped, and neither cut nor changed. */
export function verbatim(text: string): Html {
  return new Html(text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`));
}

/** Text as markup: what cannot be seen is written as escapes, and long text is cut. */
function escaped(text: string): string {
  return shown(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function markupOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.markup;
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part.map(markupOf).join("");
}
