import { counted } from "../../counted.ts";
import { BASIS_WORDS } from "../outcome-words.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html } from "./html.ts";
import { badge, capital, type Section } from "./parts.ts";

/** Every rule that is not explained elsewhere on the page, by area. */
export function catalogue(rules: readonly ReportedRule[], explained: ReadonlySet<string>): Section {
  const areas = Map.groupBy(
    rules.filter(({ observed }) => observed === undefined),
    ({ id }) => id.split("/")[0]!,
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
