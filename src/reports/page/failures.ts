import { counted } from "../../counted.ts";
import { jsonBody } from "../../http/exchange.ts";
import { entriesIn } from "../../send-message/contract/records.ts";
import { cut } from "../plain.ts";
import type { Report, ReportedCounterexample, ReportedRule } from "../report.ts";
import { reproductionScript } from "../script.ts";
import type { Surroundings } from "../surroundings.ts";
import { exchangeTimeline, receivedView } from "./exchange-view.ts";
import { type Html, html, verbatim } from "./html.ts";
import { BASIS_WORDS, BREAK_WORDS, OUTCOME_WORDS, SIGNS } from "./outcome-words.ts";
import { raceChart } from "./race-chart.ts";
import { sentenceAnchor } from "./specification.ts";

/** How much evidence a page holds, in bytes of markup: a page is to stay under 500 KB. */
const MAX_EVIDENCE = 240_000;
/** How much of a sentence about a failure is shown, in characters. */
const MAX_WORDS = 600;

/** Rules that are broken, those that count first. */
export function brokenRules({ rules }: Report): ReportedRule[] {
  const weight = ({ outcome, waived }: ReportedRule) =>
    (waived === undefined ? 0 : 2) + (outcome === "fail" ? 0 : 1);
  return rules
    .filter(({ outcome }) => outcome === "fail" || outcome === "warn")
    .toSorted(
      (a, b) =>
        weight(a) - weight(b) ||
        (a.foundAfter?.requests ?? Number.MAX_SAFE_INTEGER) -
          (b.foundAfter?.requests ?? Number.MAX_SAFE_INTEGER),
    );
}

/** Each broken rule: its sentence, what was expected and what came, what proves it, and how to see it again. */
export function failuresView(report: Report, surroundings: Surroundings): Html | undefined {
  const broken = brokenRules(report);
  if (broken.length === 0) return undefined;
  let room = MAX_EVIDENCE;
  const articles = broken.map((rule) => {
    const evidence = evidenceOf(rule, report);
    const size = evidence === undefined ? 0 : Buffer.byteLength(evidence.markup);
    const fits = size <= room;
    if (fits) room -= size;
    return failureView(rule, report, surroundings, fits ? evidence : leftOut);
  });
  return html`<section id="failures" aria-labelledby="failures-title">
<h2 id="failures-title">What is broken</h2>
<p class="lead">${counted(broken.length, "rule")}, each with the fewest requests that show it. <span class="keys">Press <kbd>j</kbd> and <kbd>k</kbd> to step from one to the next.</span></p>
${articles}</section>`;
}

const leftOut = html`<p class="aside">The requests are left out here to keep this page small. They are in report.json, and the replay below prints them.</p>`;

function failureView(
  rule: ReportedRule,
  report: Report,
  surroundings: Surroundings,
  evidence: Html | undefined,
): Html {
  const {
    id,
    outcome,
    basis,
    title,
    waived,
    counterexample: it,
    failures,
    checked,
    cases,
    foundAfter,
  } = rule;
  const anchor = sentenceAnchor(rule);
  const found =
    foundAfter === undefined ? "" : ` It was first seen after ${counted(foundAfter.requests, "request")}.`;
  return html`<article class="failure ${outcome}" id="${id}" tabindex="-1" aria-labelledby="${id}-title" data-find>
<header><p class="kicker"><span class="badge ${outcome}"><span aria-hidden="true">${SIGNS[outcome]}</span> ${OUTCOME_WORDS[outcome]}</span> <a class="permalink" href="#${id}"><code>${id}</code></a> <span class="basis" title="${BASIS_WORDS[basis]}">${basis}</span></p>
<h3 id="${id}-title">${title[0]!.toUpperCase() + title.slice(1)}</h3></header>
${waived === undefined ? undefined : html`<p class="waived">Accepted until ${waived.until}: ${waived.reason}</p>`}
${
  rule.quote === undefined
    ? html`<p class="source">Source: ${rule.source}. ${BREAK_WORDS[basis]}</p>`
    : html`<blockquote><p>${rule.quote.replace(/\s+/g, " ")}</p><footer>${anchor === undefined ? "the page" : html`<a href="#${anchor}">the page</a>`}. ${BASIS_WORDS[basis]} ${BREAK_WORDS[basis]}</footer></blockquote>`
}
${
  it === undefined
    ? html`<p class="reason">${rule.reason}</p>`
    : html`<dl class="contrast"><div class="expected"><dt>Expected</dt><dd>${cut(it.expected, MAX_WORDS)}</dd></div><div class="got"><dt>Got</dt><dd>${cut(it.got, MAX_WORDS)}</dd></div></dl>`
}
${evidence}
<p class="meta">It broke ${counted(failures, "time")} in ${counted(checked, "check")} over ${counted(cases, report.subject.kind === "consumer" ? "run" : "case")}.${found}</p>
${it === undefined ? undefined : againView(rule, report, surroundings)}
</article>`;
}

function evidenceOf({ counterexample: it }: ReportedRule, report: Report): Html | undefined {
  if (it === undefined) return undefined;
  return html`${raceChart(it)}
${it.exchanges.length === 0 ? undefined : html`<h4>What happened</h4>${exchangeTimeline(it, report.subject.kind)}`}
${it.received === undefined ? undefined : receivedView(it.received, sentData(it))}
${scriptView(it, report)}`;
}

/** Session data of the sends that show it: its names, and its values as they stand in JSON. */
function sentData(it: ReportedCounterexample): string[] {
  const shortest = 4;
  return it.shownBy.flatMap((index) => {
    const body = jsonBody(it.exchanges[index]?.request);
    return entriesIn(body, "session")
      .flatMap(([name, value]) => [name, String(value)])
      .filter((text) => text.length >= shortest);
  });
}

/** Two ways to see it again, and how sure it is. */
function againView(
  { id, counterexample: it }: ReportedRule,
  report: Report,
  { command, reportFile }: Surroundings,
): Html | undefined {
  if (it === undefined) return undefined;
  const { failed, runs } = it.reproduced;
  const often =
    runs === 0
      ? "It was not run again."
      : failed === runs
        ? `It happened again in ${runs === 1 ? "the one further try" : runs === 2 ? "both further tries" : `all ${runs} further tries`}.`
        : `It happened again in ${failed} of ${runs} further tries.`;
  if (report.subject.kind === "consumer")
    return html`<p class="meta">Seen under “${it.scenario}”. ${runs > 1 ? `It happened in each of ${runs} runs.` : ""}</p>`;
  const { spec, options = [] } = report.settings ?? {};
  const more = [...(spec === undefined ? [] : [`--spec ${spec}`]), ...options]
    .map((option) => ` ${option}`)
    .join("");
  const replay = `${command} replay ${reportFile} ${id}${more}`;
  return html`<h4>See it again</h4>
<p class="meta">${often} The replay needs the JSON report (<code>--report json</code>) and the key in <code>OPENCX_API_KEY</code>.</p>
${copyable("Replay", html`${replay}`)}`;
}

function scriptView(it: ReportedCounterexample, { subject }: Report): Html | undefined {
  const script =
    subject.kind === "consumer" || subject.url === undefined || it.exchanges.length === 0
      ? undefined
      : reproductionScript(it, subject.url)?.join("\n");
  return script === undefined
    ? undefined
    : html`<details class="script"><summary>The same requests as a shell script</summary>${copyable("Script", verbatim(script))}</details>`;
}

/** Text with a button that copies it. */
function copyable(name: string, text: Html): Html {
  return html`<div class="copyable"><pre tabindex="0">${text}</pre><button type="button" class="copy" aria-label="Copy: ${name}">Copy</button></div>`;
}
