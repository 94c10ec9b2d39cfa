import { counted } from "../../counted.ts";
import { BASIS_WORDS, countWords, LOOKS, OUTCOMES } from "../outcome-words.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html } from "./html.ts";
import { badge, capital, matrix, pairs, type Section } from "./parts.ts";

/** Rules by area: one cell a rule, so that one look shows where it is broken and how much was judged. */
export function areas(rules: readonly ReportedRule[]): Section {
  const rows = [...Map.groupBy(rules, areaOf)].map(([area, unsorted]) => {
    const some = worstFirst(unsorted);
    const target = some.every(({ observed }) => observed !== undefined) ? "open-points" : `area-${area}`;
    return [
      html`<a href="#${target}">${area.replaceAll("-", " ")}</a>`,
      html`<span class="cells">${some.map(cell)}</span><span class="count">${countWords(some)}</span>`,
    ] as const;
  });
  return {
    id: "areas",
    title: "At a glance",
    content: html`<p class="lead">Each square is one rule.</p>
${pairs("pairs areas", rows)}`,
  };
}

function cell({ id, outcome, title }: ReportedRule): Html {
  return outcome === "fail" || outcome === "warn"
    ? html`<a class="cell ${outcome}" href="#${id}" title="${id}" aria-label="${outcome}: ${title}">${LOOKS[outcome].sign}</a>`
    : html`<span class="cell ${outcome}" title="${id}: ${title}" aria-hidden="true"></span>`;
}

/** What a program did under each condition: conditions are columns, rules are rows. */
export function conditions(rules: readonly ReportedRule[]): Section | undefined {
  const names = [...new Set(rules.flatMap((rule) => (rule.conditions ?? []).map(({ name }) => name)))];
  if (names.length === 0) return undefined;
  const rows = worstFirst(rules).map((rule) => ({
    head: html`<a href="#${rule.id}">${rule.title}</a>`,
    cells: names.map((name) => rule.conditions?.find((each) => each.name === name)?.outcome),
  }));
  return {
    id: "conditions",
    nav: "Conditions",
    title: "What the program did under each condition",
    content: html`<p class="lead">Each column is one way in which the sandbox behaved. A bare dash: the rule is not about it. A dash on grey: there was nothing to judge.</p>
${matrix("upright", ["Rule", ...names], rows)}`,
  };
}

function areaOf({ id }: ReportedRule): string {
  return id.split("/")[0]!;
}

function worstFirst(rules: readonly ReportedRule[]): ReportedRule[] {
  return rules.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
}

/** Every rule that is not explained elsewhere on the page, by area. */
export function catalogue(rules: readonly ReportedRule[], explained: ReadonlySet<string>): Section {
  const areas = Map.groupBy(
    rules.filter(({ observed }) => observed === undefined),
    areaOf,
  );
  const views = [...areas].map(
    ([area, some]) =>
      html`<details class="area" id="area-${area}"><summary><h3>${area.replaceAll("-", " ")}</h3></summary>
<ul class="rules">${some.map((rule) => ruleRow(rule, explained.has(rule.id)))}</ul></details>`,
  );
  return { id: "rules", nav: "All rules", title: "All rules", content: views };
}

function ruleRow(rule: ReportedRule, isExplained: boolean): Html {
  const { id, outcome, title, basis, reason, checked, cases, quote, source } = rule;
  const origin = quote === undefined ? (source ?? "") : `“${quote.replace(/\s+/g, " ")}”`;
  return html`<li${isExplained ? undefined : html` id="${id}"`} data-find><div>${badge(outcome)}</div>
<div><p>${isExplained ? html`<a href="#${id}">${title}</a>` : title}</p><p class="meta">${origin}</p>${
    reason === undefined || isExplained ? undefined : html`<p class="meta">${capital(reason)}.</p>`
  }<p class="meta"><code>${id}</code> <span title="${capital(BASIS_WORDS[basis][0])}.">${basis}</span>${checked > 0 ? ` · ${counted(checked, "check")} in ${counted(cases, "case")}` : ""}</p></div></li>`;
}
