import { counted } from "../../counted.ts";
import type { Report } from "../report.ts";
import { observedWords } from "./catalogue.ts";
import { type Html, html } from "./html.ts";

/** What changed since an earlier run. */
export function baselineView({ baseline }: Report): Html | undefined {
  if (baseline === undefined) return undefined;
  const { changed, file, compared, remarks } = baseline;
  return html`<section id="baseline" aria-labelledby="baseline-title"><h2 id="baseline-title">What changed since ${file}</h2>
<p class="lead">${changed.length === 0 ? "Nothing" : counted(changed.length, "change")} in ${counted(compared, "rule")} and open points that both runs decided.</p>
${remarks.map((remark) => html`<p class="aside">${remark}</p>`)}
${
  changed.length === 0
    ? undefined
    : html`<table class="open"><thead><tr><th scope="col">What</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead><tbody>${changed.map(
        ({ id, title, before, after }) =>
          html`<tr data-find><th scope="row">${title}<code>${id}</code></th><td>${observedWords(before)}</td><td>${observedWords(after)}</td></tr>`,
      )}</tbody></table>`
}</section>`;
}

/** What was seen in answers and is not in the document. */
export function driftView({ drift = [] }: Report): Html | undefined {
  if (drift.length === 0) return undefined;
  return html`<section id="drift" aria-labelledby="drift-title"><h2 id="drift-title">Seen in answers, not in the document</h2>
<table class="open"><thead><tr><th scope="col">Where</th><th scope="col">Seen</th></tr></thead><tbody>${drift.map(
    ({ place, kind, seen }) =>
      html`<tr data-find><th scope="row">${place}</th><td>${kind} <code>${seen}</code></td></tr>`,
  )}</tbody></table></section>`;
}
