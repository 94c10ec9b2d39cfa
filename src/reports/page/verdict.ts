import { counted } from "../../counted.ts";
import { leftOutWords } from "../left-out-words.ts";
import type { Report, ReportedRule } from "../report.ts";
import { brokenRules } from "./failures.ts";
import { type Html, html } from "./html.ts";
import { OUTCOME_WORDS, OUTCOMES } from "./outcome-words.ts";

/** The verdict in words, what was judged, and what to do next. */
export function verdictView(report: Report): Html {
  const { verdict, subject, problem } = report;
  return html`<header class="verdict ${verdict}">
<p class="kicker">OpenCX “Send a message” · conformance report</p>
<h1><span class="subject">${subject.name}</span> is <strong>${verdict.replace("-", " ")}</strong>${leftOutWords(report)}</h1>
<p class="because">${becauseOf(report)}</p>
${problem === undefined ? undefined : html`<p class="problem">${problem}</p>`}
${stripe(report.rules)}
${factsOf(report)}
${nextSteps(report)}
</header>`;
}

function becauseOf({ rules, verdict }: Report): string {
  const count = (outcome: string) =>
    rules.filter((rule) => rule.outcome === outcome && rule.waived === undefined).length;
  const waived = rules.filter((rule) => rule.waived !== undefined).length;
  const judged = rules.filter(({ outcome }) => ["pass", "fail", "warn"].includes(outcome)).length;
  if (judged === 0) return "Nothing could be judged.";
  const parts = [
    count("fail") > 0
      ? `${counted(count("fail"), "rule")} of the page ${count("fail") === 1 ? "is" : "are"} broken`
      : verdict === "conformant"
        ? `${counted(count("pass"), "rule")} passed`
        : "No rule is broken",
    ...(count("warn") > 0 ? [`${counted(count("warn"), "warning")}`] : []),
    ...(count("inconclusive") > 0 ? [`${counted(count("inconclusive"), "rule")} could not be decided`] : []),
    ...(waived > 0 ? [`${waived} accepted by a waiver`] : []),
  ];
  return `${parts.join(", ")}.`;
}

/** The outcomes as one bar. */
function stripe(rules: readonly ReportedRule[]): Html {
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    count: rules.filter((rule) => rule.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
  let x = 0;
  const bars = counts.map(({ outcome, count }) => {
    const width = (100 * count) / rules.length;
    const bar = html`<rect class="${outcome}" x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="4"/>`;
    x += width;
    return bar;
  });
  return html`<svg class="stripe" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<ul class="legend">${counts.map(({ outcome, count }) => html`<li><span class="dot ${outcome}"></span><b>${count}</b> ${OUTCOME_WORDS[outcome]}</li>`)}</ul>`;
}

function factsOf(report: Report): Html {
  const { subject, suite, profile, seed, stats, coverage = [], strict } = report;
  const sum = (of: (each: (typeof coverage)[number]) => number) =>
    coverage.reduce((all, each) => all + of(each), 0);
  const [judged, feasible] = [sum(({ pairs }) => pairs.judged), sum(({ pairs }) => pairs.feasible)];
  const isProvider = subject.kind === "provider";
  const facts: [string, string | undefined][] = [
    ["Judged", subject.url ?? subject.name],
    ["Suite", `${suite.name} ${suite.version}`],
    ["Profile", `${profile.replace(/^profile /, "")}${strict ? ", strict" : ""}`],
    ["Seed", isProvider ? String(seed) : undefined],
    [
      "Sent",
      isProvider
        ? `${counted(stats.requests, "request")} in ${counted(stats.cases, "case")}, ${(stats.durationMs / 1000).toFixed(1)} s`
        : undefined,
    ],
    [
      "Received",
      isProvider
        ? undefined
        : `${counted(stats.requests, "request")} in ${counted(stats.cases, "run")}, ${(stats.durationMs / 1000).toFixed(1)} s`,
    ],
    [
      "Coverage",
      judged === 0
        ? undefined
        : `${Math.floor((100 * judged) / feasible)}% of ${counted(feasible, "pair")} of what can be sent`,
    ],
    ["Document", `${suite.contract.slice(0, 12)} (SHA-256)`],
  ];
  return html`<dl class="facts">${facts.map(([name, text]) => (text === undefined ? undefined : html`<div><dt>${name}</dt><dd>${text}</dd></div>`))}</dl>`;
}

function nextSteps(report: Report): Html {
  const steps = stepsOf(report);
  return html`<section class="next" aria-labelledby="next-title"><h2 id="next-title">What to do next</h2><ol>${steps.map((step) => html`<li>${step}</li>`)}</ol></section>`;
}

function stepsOf(report: Report): Html[] {
  const { rules, subject, leftBehind, baseline } = report;
  const broken = brokenRules(report).filter(({ waived }) => waived === undefined);
  const steps: Html[] = [];
  const [first] = broken;
  if (first !== undefined) {
    const same = broken.filter(({ quote }) => quote !== undefined && quote === first.quote).length;
    steps.push(
      html`Start with <a href="#${first.id}">${first.title}</a>.${same > 1 ? ` ${counted(same, "broken rule")} come from the same sentence, so one repair may settle them all.` : ""}`,
    );
    if (broken.length > 1)
      steps.push(
        html`Then look at ${broken.length === 2 ? "the other one" : `the other ${broken.length - 1}`}: ${broken
          .slice(1, 5)
          .map(
            ({ id }, index) => html`${index > 0 ? ", " : ""}<a href="#${id}">${id}</a>`,
          )}${broken.length > 5 ? " and more" : ""}.`,
      );
    steps.push(
      subject.kind === "provider"
        ? html`Replay a failure while you repair it, then run the whole suite again.`
        : html`Repair the program, then run it under the same conditions again.`,
    );
  }
  for (const [reason, some] of reasonsOf(rules, "inconclusive"))
    steps.push(html`Undecided: ${namesOf(some)}. ${sentence(reason)}`);
  for (const [reason, some] of reasonsOf(
    rules.filter(({ basis }) => basis === "stated"),
    "skipped",
  ))
    steps.push(html`Not tested: ${namesOf(some)}. ${sentence(reason)}`);
  if (baseline !== undefined && baseline.changed.length > 0)
    steps.push(
      html`Look at <a href="#baseline">${counted(baseline.changed.length, "change")} of behaviour</a> since ${baseline.file}.`,
    );
  if (leftBehind.sessions.length > 0)
    steps.push(
      html`The run left ${counted(leftBehind.sessions.length, "session")} and ${counted(leftBehind.contacts.length, "contact")} at <code>@example.com</code> behind. report.json lists them.`,
    );
  if (steps.length === 0) steps.push(html`Nothing. Run it again when the provider changes.`);
  return steps;
}

/** Rules of an outcome by their reason, the most first. */
function reasonsOf(rules: readonly ReportedRule[], outcome: string): [string, ReportedRule[]][] {
  const some = rules.filter((rule) => rule.outcome === outcome);
  return [...Map.groupBy(some, ({ reason }) => reason ?? "")]
    .sort((a, b) => b[1].length - a[1].length)
    .slice(0, 4);
}

function namesOf(rules: readonly ReportedRule[]): Html {
  const links = rules
    .slice(0, 3)
    .map(({ id }, index) => html`${index > 0 ? ", " : ""}<a href="#${id}">${id}</a>`);
  return rules.length > 3 ? html`${links} and ${rules.length - 3} more` : html`${links}`;
}

function sentence(text: string): string {
  return text === "" ? "" : `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
