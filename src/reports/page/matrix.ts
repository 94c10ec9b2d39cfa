import type { Outcome } from "../../judging/outcome.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html, type Part } from "./html.ts";
import { OUTCOME_WORDS, OUTCOMES, SIGNS } from "./outcome-words.ts";

/** One row: what it is about, and what came of it in each column; `undefined` where it was not tried. */
export interface Row {
  readonly head: Part;
  readonly cells: readonly (Outcome | Html | undefined)[];
}

/** A table of outcomes. */
export function matrix(corner: string, columns: readonly Part[], rows: readonly Row[], heads = "flat"): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${corner} by column"><table class="matrix ${heads}"><thead><tr><th scope="col">${corner}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows.map(
    ({ head, cells }) =>
      html`<tr data-find><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cellView(cell)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

function cellView(cell: Outcome | Html | undefined): Html {
  if (cell === undefined) return html`<span class="nothing" title="not tried">–</span>`;
  if (typeof cell !== "string") return cell;
  return html`<span class="badge ${cell}" title="${OUTCOME_WORDS[cell]}"><span aria-hidden="true">${SIGNS[cell]}</span><span class="unseen">${OUTCOME_WORDS[cell]}</span></span>`;
}

/** What a program did under each condition: conditions are columns, rules are rows. */
export function conditionsView(rules: readonly ReportedRule[]): Html | undefined {
  const names = [...new Set(rules.flatMap(({ conditions = [] }) => conditions.map(({ name }) => name)))];
  if (names.length === 0) return undefined;
  const sorted = rules.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  const rows = sorted.map(({ id, title, conditions = [] }) => ({
    head: html`<a href="#${id}">${title}</a>`,
    cells: names.map((name) => conditions.find((each) => each.name === name)?.outcome),
  }));
  return html`<section id="conditions" aria-labelledby="conditions-title">
<h2 id="conditions-title">What the program did under each condition</h2>
<p class="lead">Each column is one way in which the sandbox behaved. A bare dash: the rule is not about it. A dash on grey: there was nothing to judge.</p>
${matrix("Rule", names, rows, "upright")}</section>`;
}
