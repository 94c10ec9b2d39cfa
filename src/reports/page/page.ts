import type { Report } from "../report.ts";
import type { Surroundings } from "../surroundings.ts";
import { areasView } from "./areas.ts";
import { baselineView, driftView } from "./baseline.ts";
import { catalogueView, openPointsView } from "./catalogue.ts";
import { runView } from "./charts.ts";
import { brokenRules, failuresView } from "./failures.ts";
import { type Html, html } from "./html.ts";
import { conditionsView } from "./matrix.ts";
import { shell } from "./shell.ts";
import { specificationView } from "./specification.ts";
import { verdictView } from "./verdict.ts";

/** The report of a run as one HTML file. */
export function page(report: Report, surroundings: Surroundings): string {
  const { rules, subject, verdict, suite } = report;
  const failures = failuresView(report, surroundings);
  const open = openPointsView(rules);
  const conditions = conditionsView(rules);
  const run = runView(report);
  const links: (readonly [string, string, Html | undefined])[] = [
    ["failures", "Broken", failures],
    ["conditions", "Conditions", conditions],
    ["specification", "The page", html``],
    ["open-points", "Open points", open],
    ["run", "The run", run],
    ["rules", "All rules", html``],
  ];
  const content = html`<a class="skip" href="#main">Skip to the findings</a>
<div class="top"><nav aria-label="Parts of the report">${links.map(([id, name, part]) => (part === undefined ? undefined : html`<a href="#${id}">${name}</a>`))}</nav>
<search><label for="filter">Filter</label><input id="filter" type="search" placeholder="rule, key, word" autocomplete="off"><output id="found" aria-live="polite"></output></search></div>
${verdictView(report)}
<main id="main" tabindex="-1">
${areasView(rules)}
${failures}
${conditions}
${baselineView(report)}
${specificationView(rules)}
${open}
${driftView(report)}
${run}
${catalogueView(rules, new Set(brokenRules(report).map(({ id }) => id)))}
</main>
<footer class="foot"><p>Written by ${suite.name} ${suite.version}. This file asks nobody for anything.</p></footer>`;
  return shell(`${subject.name}: ${verdict.replace("-", " ")}`, content);
}
