import { counted } from "../../counted.ts";
import { countOutcomes, LOOKS } from "../outcome-words.ts";
import type { Report, ReportedRule } from "../report.ts";
import { coverageOf } from "../verdict-words.ts";
import { type Html, html } from "./html.ts";
import { bar, capital, linksTo, MAX_NAMED, pairs } from "./parts.ts";

/** Why the verdict is so, what was judged, and what to do next. */
export function verdictSummary(report: Report, broken: readonly ReportedRule[]): Html {
  const { rules, problem } = report;
  const counts = countOutcomes(rules);
  return html`<p class="because">${becauseOf(report)}</p>
${problem === undefined ? undefined : html`<p class="problem">${problem}</p>`}
${bar(counts)}
<ul class="legend">${counts.map(([outcome, count]) => html`<li class="${outcome}"><b>${count}</b> ${LOOKS[outcome].word}</li>`)}</ul>
${pairs("facts", factsOf(report))}
<section class="card next" aria-labelledby="next-title"><h2 id="next-title">What to do next</h2>
<ol>${stepsOf(report, broken).map((step) => html`<li>${step}</li>`)}</ol></section>`;
}

function becauseOf({ rules, verdict }: Report): string {
  const open = rules.filter(({ waived }) => waived === undefined);
  const waived = rules.length - open.length;
  const { fail = 0, pass = 0, warn = 0, inconclusive = 0 } = Object.fromEntries(countOutcomes(open));
  if (fail + pass + warn + waived === 0) return "Nothing could be judged.";
  const parts = [
    fail > 0
      ? `${counted(fail, "rule")} of the page ${fail === 1 ? "is" : "are"} broken`
      : verdict === "conformant"
        ? `${counted(pass, "rule")} passed`
        : "No rule is broken",
    warn > 0 && counted(warn, "warning"),
    inconclusive > 0 && `${counted(inconclusive, "rule")} could not be decided`,
    waived > 0 && `${waived} accepted by a waiver`,
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}

function factsOf(report: Report): [string, string | undefined][] {
  const { subject, suite, profile, seed, stats, strict } = report;
  const coverage = coverageOf(report);
  const isProvider = subject.kind === "provider";
  const cases = counted(stats.cases, isProvider ? "case" : "run");
  return [
    ["Judged", subject.url ?? subject.name],
    ["Suite", `${suite.name} ${suite.version}`],
    ["Profile", `${profile.replace(/^profile /, "")}${strict ? ", strict" : ""}`],
    ["Seed", isProvider ? String(seed) : undefined],
    [
      isProvider ? "Sent" : "Received",
      `${counted(stats.requests, "request")} in ${cases}, ${(stats.durationMs / 1000).toFixed(1)} s`,
    ],
    [
      "Coverage",
      coverage && `${coverage.percent}% of ${counted(coverage.feasible, "pair")} of what can be sent`,
    ],
    ["Document", `${suite.contract.slice(0, 12)} (SHA-256)`],
  ];
}

function stepsOf({ rules, subject, leftBehind, baseline }: Report, all: readonly ReportedRule[]): Html[] {
  const broken = all.filter(({ waived }) => waived === undefined);
  const [first, ...more] = broken;
  const isAkin = ({ quote }: ReportedRule) => quote !== undefined && quote === first?.quote;
  const { akin = [], others = [] } = Object.groupBy(more, (rule) => (isAkin(rule) ? "akin" : "others"));
  const changes = baseline?.changed.length ?? 0;
  const left = leftBehind.sessions.length;
  const steps = [
    first && html`Start with <a href="#${first.id}">${first.title}</a>.`,
    akin.length > 0 &&
      html`The same repair may settle ${counted(akin.length, "more broken rule")} of the same sentence: ${linksTo(akin)}.`,
    others.length > 0 &&
      html`Then look at the other ${others.length === 1 ? "one" : others.length}: ${linksTo(others)}.`,
    first &&
      (subject.kind === "provider"
        ? html`Replay a failure while you repair it, then run the whole suite again.`
        : html`Repair the program, then run it under the same conditions again.`),
    ...reasonSteps("Undecided", rules, ({ outcome }) => outcome === "inconclusive"),
    ...reasonSteps("Skipped", rules, ({ outcome, basis }) => outcome === "skipped" && basis === "stated"),
    changes > 0 &&
      html`Look at <a href="#baseline">${counted(changes, "change")} of behaviour</a> since ${baseline?.file}.`,
    left > 0 &&
      html`The run left ${counted(left, "session")} and ${counted(leftBehind.contacts.length, "contact")} at <code>@example.com</code> behind. report.json lists them.`,
  ].filter((step) => step !== undefined && step !== false);
  return steps.length > 0
    ? steps
    : [html`Nothing. Run it again when the ${subject.kind === "provider" ? "provider" : "program"} changes.`];
}

/** Rules by their reason, the most first. */
function reasonSteps(
  word: string,
  rules: readonly ReportedRule[],
  isMeant: (rule: ReportedRule) => boolean,
): Html[] {
  return [...Map.groupBy(rules.filter(isMeant), ({ reason = "" }) => reason)]
    .toSorted(([, some], [, others]) => others.length - some.length)
    .slice(0, MAX_NAMED)
    .map(([reason, some]) => html`${word}: ${linksTo(some)}. ${reason && `${capital(reason)}.`}`);
}
