import type { Outcome } from "../../judging/outcome.ts";
import { LOOKS } from "../outcome-words.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html, type Part } from "./html.ts";

/** A part of a page under its heading; the bar at the top leads to it where `nav` says how. */
export interface Section {
  readonly id: string;
  readonly nav?: string;
  readonly title: string;
  readonly content: Part;
}

/** An outcome as a sign and a word. */
export function badge(outcome: Outcome, word: Part = LOOKS[outcome].word): Html {
  return html`<span class="badge ${outcome}"><span aria-hidden="true">${LOOKS[outcome].sign}</span> ${word}</span>`;
}

/** Names, each with what belongs to it; a name to which nothing belongs is left out. */
export function pairs(kind: string, entries: readonly (readonly [name: Part, content: Part])[]): Html {
  return html`<dl class="${kind}">${entries.map(([name, content]) =>
    content === undefined ? undefined : html`<div><dt>${name}</dt><dd>${content}</dd></div>`,
  )}</dl>`;
}

/** A part of a table that the filter shows or hides. */
export interface Row {
  readonly id?: string;
  readonly head: Part;
  readonly cells: readonly Part[];
}

/** A table with a column for each head, the first of them for the heads of the rows. */
export function table(kind: string, heads: readonly Part[], rows: readonly Row[]): Html {
  return html`<table class="${kind}"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ({ id, head, cells }) =>
      html`<tr${id === undefined ? undefined : html` id="${id}"`} data-find><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

/** A table of outcomes or other things, which may be wider than the window; `undefined` was not tried. */
export function matrix(
  kind: string,
  [corner, ...columns]: readonly [string, ...Part[]],
  rows: readonly {
    readonly id?: string;
    readonly head: Part;
    readonly cells: readonly (Outcome | Html | undefined)[];
  }[],
): Html {
  const all = rows.map((row) => ({ ...row, cells: row.cells.map(cellView) }));
  return scrollable(`${corner} by column`, table(`matrix ${kind}`, [corner, ...columns], all));
}

function cellView(cell: Outcome | Html | undefined): Html {
  if (cell === undefined) return html`<span class="nothing" title="not tried">–</span>`;
  return typeof cell === "string" ? badge(cell, html`<span class="unseen">${LOOKS[cell].word}</span>`) : cell;
}

/** What may be wider than the window, for the keyboard, too. */
export function scrollable(label: string, content: Html): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}

/** A bar of parts, each as wide as its share of the whole. */
export function bar(parts: readonly (readonly [kind: string, share: number])[]): Html {
  return html`<div class="share" aria-hidden="true">${parts.map(([kind, share]) => html`<span class="${kind}" style="flex: ${share}"></span>`)}</div>`;
}

/** What a rule says, above its id. */
export function nameOf({ id, title }: Pick<ReportedRule, "id" | "title">): Html {
  return html`${title}<code>${id}</code>`;
}

/** Rules or reasons that are named at once. */
export const MAX_NAMED = 4;

/** Links to some rules by their ids, the others counted. */
export function linksTo(rules: readonly ReportedRule[]): Html {
  const links = rules
    .slice(0, MAX_NAMED)
    .map(({ id }, at) => html`${at > 0 ? ", " : ""}<a href="#${id}">${id}</a>`);
  return rules.length > MAX_NAMED ? html`${links} and ${rules.length - MAX_NAMED} more` : html`${links}`;
}

/** Text that begins like a sentence. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
