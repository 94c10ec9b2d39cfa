import { isDeepStrictEqual } from "node:util";
import { counted } from "../../counted.ts";
import type { Json } from "../../json/json.ts";
import type { Report, ReportedRule } from "../report.ts";
import { observedWords } from "./catalogue.ts";
import { type Html, html, type Part } from "./html.ts";
import { matrix } from "./matrix.ts";
import { countWords } from "./outcome-words.ts";
import { shell } from "./shell.ts";

/** Several reports as one page: each subject is a column, each rule a row. */
export function sideBySide(reports: readonly Report[]): string {
  const rules = rulesOf(reports);
  const of = (report: Report, id: string) => report.rules.find((rule) => rule.id === id);
  const isJudged = ({ basis }: ReportedRule) => basis !== "open";
  const judged = rules.filter(isJudged);
  const differs = (id: string) => new Set(reports.map((report) => of(report, id)?.outcome)).size > 1;
  const row = ({ id, title }: ReportedRule, anchor: Part) => ({
    head: html`<span${anchor}>${title}</span><code>${id}</code>`,
    cells: reports.map((report) => of(report, id)?.outcome),
  });
  const columns = reports.map(({ subject }) => html`${subject.name}`);
  const different = judged.filter(({ id }) => differs(id));
  const open = rules.filter(
    (rule) => !isJudged(rule) && reports.some((report) => of(report, rule.id)?.observed !== undefined),
  );
  const openDiffers = open.filter(({ id }) => {
    const [first, ...others] = reports.map((report) => of(report, id)?.observed);
    return others.some((each) => !isDeepStrictEqual(each, first));
  });
  const content = html`<a class="skip" href="#main">Skip to the findings</a>
<div class="top"><nav aria-label="Parts of the report"><a href="#differences">Differences</a><a href="#open-points">Open points</a><a href="#rules">All rules</a></nav>
<search><label for="filter">Filter</label><input id="filter" type="search" placeholder="rule, key, word" autocomplete="off"><output id="found" aria-live="polite"></output></search></div>
<header class="verdict"><p class="kicker">OpenCX “Send a message” · conformance reports side by side</p>
<h1>${counted(reports.length, "subject")} side by side</h1>
<p class="because">${different.length === 0 ? "No rule tells them apart." : `${counted(different.length, "rule")} of ${judged.length} ${different.length === 1 ? "tells" : "tell"} them apart.`}</p>
<div class="subjects">${reports.map(subjectView)}</div></header>
<main id="main" tabindex="-1">
${part(
  "differences",
  "Where they differ",
  different.length === 0
    ? html`<p class="lead">Nowhere: every rule came out alike.</p>`
    : matrix(
        "Rule",
        columns,
        different.map((rule) => row(rule, "")),
      ),
)}
${part("open-points", "What each does where the page is silent", openView(columns, openDiffers, reports, open.length))}
${part(
  "rules",
  "All rules",
  matrix(
    "Rule",
    columns,
    judged.map((rule) => row(rule, html` id="${rule.id}"`)),
  ),
)}
</main>
<footer class="foot"><p>Written by ${reports[0]?.suite.name} ${reports[0]?.suite.version}. This file asks nobody for anything.</p></footer>`;
  return shell(`${reports.map(({ subject }) => subject.name).join(", ")}: side by side`, content);
}

function part(id: string, title: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>`;
}

function subjectView({ subject, verdict, rules, profile, seed, suite }: Report): Html {
  return html`<div class="subject-card ${verdict}"><h2>${subject.name}</h2><p><strong>${verdict.replace("-", " ")}</strong></p><p class="meta">${countWords(rules.map(({ outcome }) => outcome))}</p><p class="meta">${subject.url ?? ""}</p><p class="meta">${suite.name} ${suite.version}, ${profile.replace(/^profile /, "profile ")}${subject.kind === "provider" ? `, seed ${seed}` : ""}</p></div>`;
}

function openView(
  columns: readonly Part[],
  differing: readonly ReportedRule[],
  reports: readonly Report[],
  all: number,
): Html {
  const lead = html`<p class="lead">${differing.length === 0 ? "They do the same" : `They differ in ${differing.length}`} of ${counted(all, "open point")}. None of this counts for or against anyone.</p>`;
  if (differing.length === 0)
    return html`<p class="lead">They do the same in all ${counted(all, "open point")}.</p>`;
  const observed = (report: Report, id: string): Json | undefined =>
    report.rules.find((rule) => rule.id === id)?.observed;
  return html`${lead}${matrix(
    "Open point",
    columns,
    differing.map(({ id, title }) => ({
      head: html`${title}<code>${id}</code>`,
      cells: reports.map((report) => {
        const value = observed(report, id);
        return value === undefined ? undefined : observedWords(value);
      }),
    })),
  )}`;
}

/** Every rule of any of them, in the order in which they first stand. */
function rulesOf(reports: readonly Report[]): ReportedRule[] {
  return [
    ...new Map(reports.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)).toReversed()),
  ]
    .map(([, rule]) => rule)
    .toReversed();
}
