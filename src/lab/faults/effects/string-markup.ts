import type { StringChange } from "./string-change.ts";

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);
const CHARACTERS = new Map([...ENTITIES].map(([character, entity]) => [entity, character]));

/** Strings that are cut, or taken for HTML, SQL, a form or a template. */
export const markupChanges: readonly StringChange[] = [
  ["trimmed", "trims strings", (text) => text.trim()],
  ["collapsed", "makes one space of any white space", (text) => text.replace(/\s+/g, " ")],
  ["cut-at-100", "cuts strings at 100 characters", (text) => text.slice(0, 100)],
  ["cut-at-255", "cuts strings at 255 characters", (text) => text.slice(0, 255)],
  ["cut-at-1024", "cuts strings at 1024 characters", (text) => text.slice(0, 1024)],
  ["cut-at-4096", "cuts strings at 4096 characters", (text) => text.slice(0, 4096)],
  [
    "shortened-with-dots",
    "shortens strings of more than 500 characters, and ends them in dots",
    (text) => (text.length > 500 ? `${text.slice(0, 497)}...` : text),
  ],
  [
    "html-escaped",
    "escapes strings as HTML",
    (text) => text.replace(/[&<>"']/g, (it) => ENTITIES.get(it) ?? it),
  ],
  [
    "html-unescaped",
    "undoes HTML entities in strings",
    (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (it) => CHARACTERS.get(it) ?? it),
  ],
  ["stripped-of-tags", "strips HTML tags from strings", (text) => text.replace(/<[^>]*>/g, "")],
  [
    "apostrophes-curled",
    "curls apostrophes within words",
    (text) => text.replace(/(\w)'(?=\w)/g, "$1\u2019"),
  ],
  [
    "emoticons-replaced",
    "puts emoji in the place of emoticons and their names",
    (text) => text.replace(/:-?\)|:[a-z]+:/g, "\u{1f642}"),
  ],
  [
    "links-completed",
    "ends the address of a host in a slash",
    (text) => text.replace(/^(https?:\/\/[^/]+)$/, "$1/"),
  ],
  [
    "last-slash-removed",
    "takes the last slash from links",
    (text) => text.replace(/^(https?:.*[^/])\/$/, "$1"),
  ],
  [
    "tracking-removed",
    "removes from links what tracks their readers",
    (text) => text.replace(/[?&]utm_\w+=[^&]*/g, ""),
  ],
  ["quotes-doubled", "doubles single quotes, as in a query", (text) => text.replaceAll("'", "''")],
  ["quotes-removed", "removes quotes from strings", (text) => text.replace(/["']/g, "")],
  ["backslashes-doubled", "doubles backslashes", (text) => text.replaceAll("\\", "\\\\")],
  ["backslashes-removed", "takes backslashes for escapes", (text) => text.replace(/\\(.)/g, "$1")],
  [
    "form-decoded",
    "reads strings as those of a form, with plus signs and percent codes",
    (text) =>
      text
        .replaceAll("+", " ")
        .replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
  ],
  [
    "templates-expanded",
    "expands templates in strings",
    (text) => text.replace(/[$#]\{[^}]*\}|\{\{[^}]*\}\}/g, ""),
  ],
  ["addresses-masked", "masks e-mail addresses", (text) => text.replace(/[\w.+-]+@[\w-]+(\.\w+)+/g, "***")],
  [
    "long-digits-masked",
    "masks runs of 13 to 19 digits, whether or not they pass the check of a card number",
    (text) => text.replace(/(?<!\d)\d{13,19}(?!\d)/g, (it) => "*".repeat(it.length)),
  ],
  ["phones-masked", "masks phone numbers", (text) => text.replace(/\+\d[\d ()-]{7,}\d/g, "***")],
  [
    "phones-normalised",
    "writes phone numbers without their spaces",
    (text) => (/^[+(\d][\d ()-]{7,}$/.test(text) ? text.replace(/[ ()-]/g, "") : text),
  ],
  ["links-shortened", "shortens links", (text) => text.replace(/(https?:\/\/[^\s/?#]+)\S*/gi, "$1")],
  [
    "links-normalised",
    "writes links as a browser does",
    (text) => (URL.canParse(text) ? new URL(text).href : text),
  ],
  [
    "shortcodes-replaced",
    "writes emoji in the place of their names",
    (text) => text.replace(/:[a-z_]+:/g, "\u{1f642}"),
  ],
  ["cut-at-comma", "keeps what stands before the first comma", (text) => text.replace(/,.*/s, "")],
  [
    "formulas-quoted",
    "puts a quote before strings that look like formulas",
    (text) => text.replace(/^[=@]/, "'$&"),
  ],
];
