import { counted } from "../../counted.ts";
import type { ChangeReport } from "../change-report.ts";
import { countsAgainst, type Finding, type Standing } from "../finding.ts";
import { findingsOfChanges } from "../findings-of-changes.ts";
import { type Html, html } from "./html.ts";
import { shell } from "./shell.ts";

/** The colour of a finding, and its word. */
const STANDINGS: Readonly<Record<Standing, readonly [colour: string, word: string]>> = {
  failed: ["fail", "fails"],
  warned: ["warn", "warns"],
  undecided: ["inconclusive", "undecided"],
  noted: ["observed", "noted"],
  passed: ["pass", "passes"],
  skipped: ["skipped", "skipped"],
};

/** Operations that the bar names. */
const MAX_LINKS = 5;

/** What became of a document, as one page: each change under its operation, with what it breaks. */
export function changesPage(report: ChangeReport): string {
  const { title, failed, facts, suite, findings, problem } = findingsOfChanges(report);
  const groups = [...Map.groupBy(findings, ({ group }) => group)];
  const failing = findings.filter(countsAgainst).length;
  let number = 0;
  const content = html`<a class="skip" href="#main">Skip to the findings</a>
<div class="top"><nav aria-label="Parts of the report">${groups.slice(0, MAX_LINKS).map(([group], index) => html`<a href="#group-${index}">${group}</a>`)}</nav>
<search><label for="filter">Filter</label><input id="filter" type="search" placeholder="operation, member, word" autocomplete="off"><output id="found" aria-live="polite"></output></search></div>
<header class="verdict ${failed ? "not-conformant" : "conformant"}"><p class="kicker">OpenCX “Send a message” · what changed in the document</p>
<h1>The changes <strong>${failed ? "fail" : "pass"}</strong></h1>
<p class="because">${title.replace(/^[^:]*: /, "")}. ${failing === 0 ? "" : `${counted(failing, "finding")} count against the revision.`}</p>
${problem === undefined ? undefined : html`<p class="problem">${problem}</p>`}
<dl class="facts">${facts.map(({ name, text }) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl></header>
<main id="main" tabindex="-1">${groups.map(
    (
      [group, some],
      index,
    ) => html`<section id="group-${index}" aria-labelledby="group-${index}-title"><h2 id="group-${index}-title">${group}</h2>
${some.map((finding) => {
  number += 1;
  return findingView(finding, number);
})}</section>`,
  )}</main>
<footer class="foot"><p>Written by ${suite.name} ${suite.version}. This file asks nobody for anything.</p></footer>`;
  return shell(title, content);
}

function findingView(finding: Finding, number: number): Html {
  const { id, standing, title, details, place, waived } = finding;
  const [colour, word] = STANDINGS[standing];
  return html`<article class="failure ${colour}" id="change-${number}" tabindex="-1" aria-labelledby="change-${number}-title" data-find>
<p class="kicker"><span class="badge ${colour}">${word}</span> <a class="permalink" href="#change-${number}"><code>${id}</code></a></p>
<h3 id="change-${number}-title">${title}</h3>
${waived === undefined ? undefined : html`<p class="waived">Accepted until ${waived.until}: ${waived.reason}</p>`}
<dl class="details">${details.map(({ name, text }) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
<p class="meta">${place.name}${place.line === undefined ? "" : `, line ${place.line} of ${place.uri}`}</p></article>`;
}
