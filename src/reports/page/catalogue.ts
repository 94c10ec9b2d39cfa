import { counted } from "../../counted.ts";
import type { Json } from "../../json/json.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html } from "./html.ts";
import { BASIS_WORDS, OUTCOME_WORDS, SIGNS } from "./outcome-words.ts";

/** What the provider does where the page leaves it open. */
export function openPointsView(rules: readonly ReportedRule[]): Html | undefined {
  const open = rules.filter(({ observed }) => observed !== undefined);
  if (open.length === 0) return undefined;
  return html`<section id="open-points" aria-labelledby="open-points-title">
<h2 id="open-points-title">What this provider does where the page is silent</h2>
<p class="lead">None of this counts for or against it. ${counted(open.length, "open point")}.</p>
<table class="open"><thead><tr><th scope="col">Open point</th><th scope="col">What it does</th></tr></thead><tbody>${open.map(
    ({ id, title, observed }) =>
      html`<tr id="${id}" data-find><th scope="row">${title}<code>${id}</code></th><td>${observedWords(observed!)}</td></tr>`,
  )}</tbody></table></section>`;
}

/** Every rule that is not explained elsewhere on the page, by area. */
export function catalogueView(rules: readonly ReportedRule[], explained: ReadonlySet<string>): Html {
  const areas = Map.groupBy(
    rules.filter(({ observed }) => observed === undefined),
    ({ id }) => id.split("/")[0]!,
  );
  return html`<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">All rules</h2>
${[...areas].map(
  ([
    area,
    some,
  ]) => html`<details class="area" id="area-${area}"><summary><h3>${area.replaceAll("-", " ")}</h3></summary>
<ul class="rules">${some.map((rule) => ruleRow(rule, explained.has(rule.id)))}</ul></details>`,
)}</section>`;
}

function ruleRow(rule: ReportedRule, isExplained: boolean): Html {
  const { id, outcome, title, basis, reason, checked, cases } = rule;
  const anchor = isExplained ? html`` : html` id="${id}"`;
  const origin = rule.quote === undefined ? (rule.source ?? "") : `“${rule.quote.replace(/\s+/g, " ")}”`;
  return html`<li${anchor} class="${outcome}" data-find><span class="badge ${outcome}"><span aria-hidden="true">${SIGNS[outcome]}</span> ${OUTCOME_WORDS[outcome]}</span>
<div><p>${isExplained ? html`<a href="#${id}">${title}</a>` : title}</p><p class="origin">${origin}</p>${
    reason === undefined || isExplained ? undefined : html`<p class="reason">${reason}</p>`
  }<p class="meta"><code>${id}</code> <span title="${BASIS_WORDS[basis]}">${basis}</span>${checked > 0 ? ` · ${counted(checked, "check")} in ${counted(cases, "case")}` : ""}</p></div></li>`;
}

/** An observation as a person reads it: lists by commas, members by their names. */
export function observedWords(value: Json): Html {
  if (Array.isArray(value)) {
    if (value.length === 0) return html`none`;
    if (value.every((each) => typeof each !== "object" || each === null))
      return html`${value.map(String).join(", ")}`;
    return html`<ul>${value.map((each) => html`<li>${observedWords(each)}</li>`)}</ul>`;
  }
  if (typeof value === "object" && value !== null)
    return html`<dl>${Object.entries(value).map(([name, inner]) => html`<div><dt>${name}</dt><dd>${observedWords(inner)}</dd></div>`)}</dl>`;
  return html`${typeof value === "number" ? value.toLocaleString("en-US", { useGrouping: value >= 10_000 }) : String(value)}`;
}
