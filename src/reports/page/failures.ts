import { counted } from "../../counted.ts";
import type { Finding } from "../finding.ts";
import { BASIS_WORDS } from "../outcome-words.ts";
import { cut } from "../plain.ts";
import type { Report, ReportedRule } from "../report.ts";
import { reproductionScript } from "../script.ts";
import { replayLine, type Surroundings } from "../surroundings.ts";
import { exchangeTimeline, raceChart, receivedView } from "./exchange-view.ts";
import { type Html, html, type Part, verbatim } from "./html.ts";
import { badge, capital, pairs, type Section } from "./parts.ts";
import { sentenceAnchor } from "./specification.ts";

/** How much evidence a page holds, in bytes of markup: a page is to stay under 500 KB. */
const MAX_EVIDENCE = 240_000;
/** How much of a sentence about a failure is shown, in characters. */
const MAX_WORDS = 600;

/** Each broken rule: its sentence, what was expected and what came, what proves it, and how to see it again. */
export function failures(
  report: Report,
  broken: readonly ReportedRule[],
  surroundings: Surroundings,
): Section | undefined {
  if (broken.length === 0) return undefined;
  let room = MAX_EVIDENCE;
  const views = broken.map((rule) => {
    const evidence = evidenceOf(rule, report);
    const size = Buffer.byteLength(evidence?.markup ?? "");
    const fits = size <= room;
    if (fits) room -= size;
    return brokenRuleView(rule, report, fits ? evidence : leftOut, surroundings);
  });
  return {
    id: "failures",
    nav: "Broken",
    title: "What is broken",
    content: html`<p class="lead">${counted(broken.length, "rule")}, ${broken.length === 1 ? "" : "each "}with the fewest requests that show it. <span class="keys">Press <kbd>j</kbd> and <kbd>k</kbd> to step from one to the next.</span></p>
${views}`,
  };
}

const leftOut = html`<p class="aside">The requests are left out here to keep this page small. They are in report.json, and the replay below prints them.</p>`;

/** What is broken, under its title; `anchor` is its place on the page, `kind` tells kinds of findings apart. */
export function failureView(
  it: Pick<Finding, "id" | "outcome" | "title" | "waived"> & { anchor: string; kind?: string },
  content: Part,
): Html {
  const { id, anchor, outcome, title, waived, kind } = it;
  return html`<article class="card failure ${outcome}" id="${anchor}" tabindex="-1" aria-labelledby="${anchor}-title" data-find>
<p class="kicker">${badge(outcome)} <a class="permalink" href="#${anchor}"><code>${id}</code></a> ${kind}</p>
<h3 id="${anchor}-title">${capital(title)}</h3>
${waived && html`<p class="waived">Accepted until ${waived.until}: ${waived.reason}</p>`}
${content}
</article>`;
}

function brokenRuleView(
  rule: ReportedRule,
  report: Report,
  evidence: Html | undefined,
  surroundings: Surroundings,
): Html {
  const { id, basis, quote, source, reason, counterexample: it, failures, checked, cases, foundAfter } = rule;
  const [origin, effect] = BASIS_WORDS[basis].map((words) => `${capital(words)}.`);
  const anchor = sentenceAnchor(rule);
  const found = foundAfter && ` It was first seen after ${counted(foundAfter.requests, "request")}.`;
  return failureView(
    { ...rule, anchor: id, kind: basis },
    html`${
      quote === undefined
        ? html`<p class="meta">Source: ${source}. ${effect}</p>`
        : html`<blockquote><p>${quote.replace(/\s+/g, " ")}</p><footer>${anchor === undefined ? "the page" : html`<a href="#${anchor}">the page</a>`}. ${origin} ${effect}</footer></blockquote>`
    }
${
  it === undefined
    ? html`<p class="aside">${reason}</p>`
    : pairs("contrast", [
        ["Expected", cut(it.expected, MAX_WORDS)],
        ["Got", cut(it.got, MAX_WORDS)],
      ])
}
${evidence}
<p class="meta">It broke ${counted(failures, "time")} in ${counted(checked, "check")} over ${counted(cases, report.subject.kind === "consumer" ? "run" : "case")}.${found}</p>
${againView(rule, report, surroundings)}`,
  );
}

function evidenceOf({ counterexample: it }: ReportedRule, { subject }: Report): Html | undefined {
  if (it === undefined) return undefined;
  const isProvider = subject.kind === "provider" && it.exchanges.length > 0;
  const script = isProvider && subject.url !== undefined ? reproductionScript(it, subject.url) : undefined;
  return html`${raceChart(it)}
${it.exchanges.length === 0 ? undefined : html`<h4>What happened</h4>${exchangeTimeline(it, subject.kind)}`}
${it.received && receivedView(it)}
${script && html`<details><summary>The same requests as a shell script</summary>${copyable("Script", verbatim(script.join("\n")))}</details>`}`;
}

/** Two ways to see it again, and how sure it is. */
function againView(rule: ReportedRule, report: Report, surroundings: Surroundings): Html | undefined {
  if (rule.counterexample === undefined) return undefined;
  const { scenario, reproduced } = rule.counterexample;
  const { failed, runs } = reproduced;
  if (report.subject.kind === "consumer")
    return html`<p class="meta">Seen under “${scenario}”. ${runs > 1 ? `It happened in each of ${runs} runs.` : ""}</p>`;
  const often =
    runs === 0
      ? "It was not run again."
      : `It happened again in ${failed} of ${counted(runs, "further try", "further tries")}.`;
  return html`<h4>See it again</h4>
<p class="meta">${often} The replay needs the JSON report (<code>--report json</code>) and the key in <code>OPENCX_API_KEY</code>.</p>
${copyable("Replay", replayLine(rule.id, report, surroundings))}`;
}

/** Text with a button that copies it. */
function copyable(name: string, text: Part): Html {
  return html`<div class="copyable"><pre tabindex="0">${text}</pre><button type="button" class="copy" aria-label="Copy: ${name}">Copy</button></div>`;
}
