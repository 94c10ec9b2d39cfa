import type { ReportedRule } from "../report.ts";
import { type Html, html } from "./html.ts";
import { countWords, OUTCOMES, SIGNS } from "./outcome-words.ts";

/** Rules by area: one cell a rule, so that one look shows where it is broken and how much was judged. */
export function areasView(rules: readonly ReportedRule[]): Html {
  const areas = Map.groupBy(rules, ({ id }) => id.split("/")[0]!);
  return html`<section id="areas" aria-labelledby="areas-title">
<h2 id="areas-title">At a glance</h2>
<p class="lead">Each square is one rule.</p>
<dl class="areas">${[...areas].map(([area, some]) => areaView(area, some))}</dl>
</section>`;
}

function areaView(area: string, rules: readonly ReportedRule[]): Html {
  const sorted = rules.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  return html`<div><dt><a href="#${rules.every(({ observed }) => observed !== undefined) ? "open-points" : `area-${area}`}">${area.replaceAll("-", " ")}</a></dt><dd><span class="cells">${sorted.map(cell)}</span><span class="count">${countWords(rules.map(({ outcome }) => outcome))}</span></dd></div>`;
}

function cell({ id, outcome, title }: ReportedRule): Html {
  return outcome === "fail" || outcome === "warn"
    ? html`<a class="cell ${outcome}" href="#${id}" title="${id}" aria-label="${outcome}: ${title}">${SIGNS[outcome]}</a>`
    : html`<span class="cell ${outcome}" title="${id}: ${title}" aria-hidden="true"></span>`;
}
