import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Verdict } from "../../judging/outcome.ts";
import { type Html, html, trusted } from "./html.ts";
import type { Section } from "./parts.ts";

/** What the pages differ in. */
export interface PageParts {
  /** Of the window. */
  readonly title: string;
  /** What kind of page it is. */
  readonly kicker: string;
  readonly verdict?: Verdict;
  readonly heading: Html;
  /** What stands between the heading and the first section. */
  readonly summary: Html;
  readonly sections: readonly (Section | undefined)[];
  readonly suite: { readonly name: string; readonly version: string };
}

const fileText = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8").trim();

/** A whole page: one file that asks nobody for anything, and runs no script but its own. */
export function shell({ title, kicker, verdict, heading, summary, sections, suite }: PageParts): string {
  const style = fileText("page.css");
  const script = fileText("in-the-browser.js");
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const shown = sections.filter((section) => section !== undefined);
  return html`${trusted("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
<div class="top"><nav aria-label="Parts of the report">${shown.map(({ id, nav }) => (nav === undefined ? undefined : html`<a href="#${id}">${nav}</a>`))}</nav>
<search><label for="filter">Filter</label><input id="filter" type="search" placeholder="rule, key, word" autocomplete="off"><output id="found" aria-live="polite"></output></search></div>
<header class="verdict ${verdict}"><p class="kicker">OpenCX “Send a message” · ${kicker}</p>
<h1>${heading}</h1>
${summary}</header>
<main id="main" tabindex="-1">
${shown.map(
  ({
    id,
    title,
    content,
  }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`,
)}
</main>
<footer class="foot"><p>Written by ${suite.name} ${suite.version}. This file asks nobody for anything.</p></footer>
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}
